/** Every way in which a printer fails, on a real TCP line. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeDocument } from './escpos/encode.ts'
import { deliver, type Target, type Timing } from './transport.ts'
import { textOf } from './virtual/paper.ts'
import { VirtualPrinter } from './virtual/server.ts'

const QUICK: Timing = { connect: 300, status: 150, stall: 300, total: 2_000, confirm: 300, close: 150 }

let printer: VirtualPrinter
let port: number

beforeEach(async () => {
  printer = new VirtualPrinter(32)
  port = await printer.start([0])
})
afterEach(() => printer.stop())

const target = (fields: Partial<Target> = {}): Target => ({ host: '127.0.0.1', port, asksStatus: true, answersStatus: null, ...fields })
const paper = () => encodeDocument('云鬓 ￥1.00 |', { columns: 32, cuts: true, opensDrawer: false })
/** Larger than what any operating system keeps for a line. */
const endless = () => Buffer.alloc(24 * 1024 * 1024, 0x41)

describe('a delivery', () => {
  it('arrives, and the printer says so', async () => {
    const document = await paper()
    expect(await deliver(target(), document, 'private', QUICK)).toEqual({ state: 'sent', bytes: document.length + 3, answers: true })
    expect((await printer.papers(1)).map((p) => textOf(p.paper))).toEqual([['云鬓 ￥1.00']])
  })

  it('of a printer that is not asked arrives when it closes the line', async () => {
    const document = await paper()
    expect(await deliver(target({ asksStatus: false }), document, 'private', QUICK)).toEqual({
      state: 'sent',
      bytes: document.length,
      answers: null,
    })
    await printer.papers(1)
  })

  it('fails when nobody is there: nothing was sent', async () => {
    await printer.misbehave({ kind: 'refuse' })
    expect(await deliver(target(), await paper(), 'private', QUICK)).toEqual({ state: 'failed', problem: 'refused', answers: null })
    expect(printer.received).toBe(0)
  })

  it('fails when there is no paper or the lid is open: only the question was sent', async () => {
    await printer.misbehave({ kind: 'paper_out' })
    expect(await deliver(target(), await paper(), 'private', QUICK)).toEqual({ state: 'failed', problem: 'paper_out', answers: true })
    await printer.misbehave({ kind: 'cover_open' })
    expect(await deliver(target(), await paper(), 'private', QUICK)).toEqual({ state: 'failed', problem: 'cover_open', answers: true })
    expect(printer.printed).toEqual([])
  })

  it('is in doubt when the printer dies in the middle', async () => {
    await printer.misbehave({ kind: 'die', afterBytes: 20 })
    expect(await deliver(target(), await paper(), 'private', QUICK)).toMatchObject({ state: 'unknown', problem: 'lost' })
    expect(await deliver(target({ asksStatus: false }), await paper(), 'private', QUICK)).toMatchObject({
      state: 'unknown',
      problem: 'lost',
    })
  })

  it('fails when a printer that always answered hangs, and is in doubt when nobody knows whether it ever answers', async () => {
    await printer.misbehave({ kind: 'hang' })
    expect(await deliver(target({ answersStatus: true }), await paper(), 'private', QUICK)).toEqual({
      state: 'failed',
      problem: 'silent',
      answers: null,
    })
    expect(await deliver(target(), await paper(), 'private', QUICK)).toMatchObject({ state: 'unknown', problem: 'no_answer' })
  })

  it('is in doubt when the printer stops taking bytes', async () => {
    await printer.misbehave({ kind: 'hang' })
    const outcome = await deliver(target({ asksStatus: false }), endless(), 'private', QUICK)
    expect(outcome).toMatchObject({ state: 'unknown', problem: 'stalled' })
  })

  it('of a printer that never says a word is taken for sent once that is known', async () => {
    await printer.misbehave({ kind: 'mute' })
    expect(await deliver(target(), await paper(), 'private', QUICK)).toMatchObject({ state: 'unknown', problem: 'no_answer' })
    expect(await deliver(target({ answersStatus: false }), await paper(), 'private', QUICK)).toMatchObject({ state: 'sent' })
    await printer.papers(2)
  })

  it('is never tried anywhere but in the shop, whatever a name turns out to be', async () => {
    for (const host of ['8.8.8.8', '169.254.169.254', '::ffff:8.8.8.8'])
      expect(await deliver(target({ host }), await paper(), 'private', QUICK)).toMatchObject({
        state: 'failed',
        problem: 'address_refused',
      })
    expect(await deliver(target({ host: 'localhost' }), await paper(), 'private', QUICK)).toMatchObject({ state: 'sent' })
    expect(
      await deliver(target({ host: 'no-such-printer.invalid' }), await paper(), 'private', { ...QUICK, connect: 5_000 }),
    ).toMatchObject({
      state: 'failed',
    })
  })
})
