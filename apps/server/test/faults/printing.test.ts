/** kill -9 of the server in the middle of a print job: what came of it is unknown, and nobody prints it again but a person. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { VirtualPrinter } from '../../src/modules/printing/index.ts'
import { textOf } from '../../src/modules/printing/virtual/paper.ts'
import { PORTS } from '../factories/printers.ts'
import { ask, killHard, startVictim, stopVictim, type Victim } from './victim.ts'

let dataDir: string
let victim: Victim
const printer = new VirtualPrinter(48)

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'yunbin-fault-'))
  victim = await startVictim(dataDir)
})

afterEach(async () => {
  await stopVictim(victim)
  await printer.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

it('kill -9 in mid-job leaves an unknown job that is never sent again by itself', async () => {
  const owner = { name: '云姐', signInName: 'yunjie', password: 'correct horse', pin: '271828' }
  const made = await ask(victim, 'POST', '/setup', { body: { brand: { name: '云鬓' }, trade: 'hair', store: { name: '一店' }, owner } })
  const storeId = made.body.storeId as string
  const { token } = (await ask(victim, 'POST', '/session', { body: { signInName: owner.signInName, password: owner.password } })).body
  const port = await printer.start(PORTS)
  await printer.misbehave({ kind: 'hang' })
  const row = await ask(victim, 'POST', '/printers', { token, body: { storeId, name: '前台', host: '127.0.0.1', port } })
  const print = () => ask(victim, 'POST', '/print-jobs', { token, body: { storeId, source: { kind: 'test', id: row.body.id } } })
  const states = async () =>
    ((await ask(victim, 'GET', `/print-jobs?storeId=${storeId}`, { token })).body?.items ?? []).map(
      (j: { state: string; problem: string | null }) => [j.state, j.problem],
    )
  const job = await print()
  await expect.poll(states, { timeout: 20_000, interval: 20 }).toEqual([['sending', null]])
  await killHard(victim)
  // The printer has meanwhile been switched off and on.
  await printer.misbehave({ kind: 'none' })
  victim = await startVictim(dataDir)
  expect(await states()).toEqual([['unknown', 'interrupted']])
  expect((await print()).status).toBe(201)
  await expect.poll(states, { timeout: 20_000, interval: 100 }).toEqual([
    ['sent', null],
    ['unknown', 'interrupted'],
  ])
  expect(printer.printed).toHaveLength(1)
  const again = await ask(victim, 'POST', `/print-jobs/${job.body.id}/resolution`, { token, body: { resolution: 'again' } })
  expect(again.body.againId).toEqual(expect.any(String))
  const papers = await printer.papers(2)
  expect(textOf(papers[1]?.paper ?? { width: 0, marks: [], isCut: true })[0]?.trim()).toBe('打印测试页')
}, 120_000)
