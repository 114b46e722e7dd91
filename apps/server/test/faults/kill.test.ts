/** kill -9 of the server, and of the database, under load: what was acknowledged is there, whole; what was not is there whole or not at all. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { ask, killDatabase, killHard, startVictim, stopVictim, type Victim, verifyData } from './victim.ts'

const TILLS = 6
const ENOUGH = 40
const STORED_FEN = 50_000_000

let dataDir: string
let victim: Victim

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'yunbin-fault-'))
  victim = await startVictim(dataDir)
})

afterEach(async () => {
  await stopVictim(victim)
  rmSync(dataDir, { recursive: true, force: true })
})

interface Counter {
  token: string
  storeId: string
  memberId: string
  serviceId: string
}

/** Founds a shop through its own front door, with a member who has plenty of stored value. */
async function openCounter(): Promise<Counter> {
  const owner = { name: '云姐', signInName: 'yunjie', password: 'correct horse', pin: '271828' }
  const made = await ask(victim, 'POST', '/setup', { body: { brand: { name: '云鬓' }, trade: 'hair', store: { name: '一店' }, owner } })
  expect([200, 201]).toContain(made.status)
  const { token } = (await ask(victim, 'POST', '/session', { body: { signInName: owner.signInName, password: owner.password } })).body
  const storeId = made.body.storeId as string
  const catalog = await ask(victim, 'GET', `/catalog?storeId=${storeId}`, { token })
  const serviceId = catalog.body.items.find((i: { kind: string }) => i.kind === 'service').id as string
  const member = await ask(victim, 'POST', '/members', { token, body: { name: '单小云', homeStoreId: storeId } })
  const terms = await ask(victim, 'GET', '/terms/current', { token })
  await ask(victim, 'POST', `/members/${member.body.id}/terms-acceptances`, {
    token,
    body: { termsId: terms.body.id, storeId, method: 'on_screen' },
  })
  // More than the cap on one card that a new brand starts with.
  const { version } = (await ask(victim, 'GET', '/settings', { token })).body
  const uncapped = { cards: { complianceProfile: 'off' } }
  expect((await ask(victim, 'PATCH', '/settings', { token, version, body: uncapped })).status).toBe(200)
  const cart = {
    storeId,
    memberId: member.body.id,
    lines: [{ key: 'a', kind: 'top_up', amountFen: STORED_FEN }],
    tenders: [{ kind: 'cash', receivedFen: STORED_FEN }],
  }
  const quote = await ask(victim, 'POST', '/quotes', { token, body: cart })
  const sale = await ask(victim, 'POST', `/tickets/${newId()}/completion`, {
    token,
    key: newId(),
    body: { cart, quoteHash: quote.body.quoteHash },
  })
  expect(sale.status).toBe(201)
  return { token, storeId, memberId: member.body.id, serviceId }
}

interface Attempt {
  ticketId: string
  key: string
  body: unknown
  totalFen: number
  isAcknowledged: boolean
}

/** Sells from several tills, half of it from one wallet, until the server stops answering; `strike` is called once enough was sold. */
async function sellUntilDeath(counter: Counter, strike: () => void): Promise<Attempt[]> {
  const attempts: Attempt[] = []
  const { token, storeId, memberId, serviceId } = counter
  const till = async (index: number) => {
    for (;;) {
      const line = { key: 'a', kind: 'service', itemId: serviceId }
      const open = index % 2 === 0 ? { storeId, memberId, lines: [line] } : { storeId, lines: [line] }
      const plan = await ask(victim, 'POST', '/quotes', { token, body: open })
      if (plan.status !== 200) return
      const tenders =
        index % 2 === 0 ? [{ kind: 'stored_value', amountFen: plan.body.totalFen }] : [{ kind: 'cash', receivedFen: plan.body.totalFen }]
      const cart = { ...open, tenders }
      const quote = await ask(victim, 'POST', '/quotes', { token, body: cart })
      if (quote.status !== 200) return
      const attempt: Attempt = {
        ticketId: newId(),
        key: newId(),
        body: { cart, quoteHash: quote.body.quoteHash },
        totalFen: quote.body.totalFen,
        isAcknowledged: false,
      }
      attempts.push(attempt)
      const sale = await ask(victim, 'POST', `/tickets/${attempt.ticketId}/completion`, { token, key: attempt.key, body: attempt.body })
      // Another till of the same member was faster: the balance this cashier saw is not the one any more.
      if (sale.status === 409 && sale.body.code === 'quote_changed') {
        attempts.splice(attempts.indexOf(attempt), 1)
        continue
      }
      if (sale.status !== 201) return
      attempt.isAcknowledged = true
      if (attempts.filter((a) => a.isAcknowledged).length === ENOUGH) strike()
    }
  }
  await Promise.all(Array.from({ length: TILLS }, (_, index) => till(index)))
  return attempts
}

async function expectNothingLost(counter: Counter, attempts: readonly Attempt[]) {
  const { token, memberId } = counter
  const acknowledged = attempts.filter((a) => a.isAcknowledged)
  expect(acknowledged.length).toBeGreaterThanOrEqual(ENOUGH)
  for (const attempt of acknowledged) {
    const ticket = await ask(victim, 'GET', `/tickets/${attempt.ticketId}`, { token })
    expect([ticket.status, ticket.body.state, ticket.body.totalFen, ticket.body.lines.length]).toEqual([
      200,
      'completed',
      attempt.totalFen,
      1,
    ])
  }
  // The tills try again what they never heard about, with the same key: each is sold at most once.
  for (const attempt of attempts.filter((a) => !a.isAcknowledged)) {
    const again = await ask(victim, 'POST', `/tickets/${attempt.ticketId}/completion`, { token, key: attempt.key, body: attempt.body })
    expect([201, 409]).toContain(again.status)
    if (again.status === 409) expect(again.body.code).toBe('quote_changed')
  }
  const tickets: { totalFen: number; memberId: string | null; lineNames: string[] }[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await ask(victim, 'GET', `/tickets?storeId=${counter.storeId}&limit=100${cursor ? `&cursor=${cursor}` : ''}`, { token })
    tickets.push(...page.body.items)
    cursor = page.body.nextCursor
  }
  const spentFen = tickets.filter((t) => t.memberId === memberId && t.totalFen !== STORED_FEN).reduce((sum, t) => sum + t.totalFen, 0)
  const wallet = await ask(victim, 'GET', `/members/${memberId}/wallet`, { token })
  const { principalFen, bonusFen } = wallet.body.balances
  const first = wallet.body.lots.reduce((sum: number, lot: { initial: number }) => sum + lot.initial, 0)
  expect(principalFen + bonusFen).toBe(first - spentFen)
  const proof = await verifyData(dataDir)
  expect(proof.output).toContain('everything agrees')
  expect(proof.code).toBe(0)
}

describe('kill -9 under load', () => {
  it('of the server: it starts again on its data and has every ticket it acknowledged', async () => {
    const counter = await openCounter()
    let dead: Promise<void> = Promise.resolve()
    const attempts = await sellUntilDeath(counter, () => {
      dead = killHard(victim)
    })
    await dead
    victim = await startVictim(dataDir)
    await expectNothingLost(counter, attempts)
  }, 120_000)

  it('of the database: the server answers in words meanwhile, brings it back, and has every ticket it acknowledged', async () => {
    const counter = await openCounter()
    const attempts = await sellUntilDeath(counter, () => killDatabase(dataDir))
    await expect.poll(async () => (await ask(victim, 'GET', '/health')).status, { timeout: 60_000, interval: 200 }).toBe(200)
    await expect
      .poll(async () => (await ask(victim, 'GET', '/session', { token: counter.token })).status, { timeout: 60_000, interval: 200 })
      .toBe(200)
    await expectNothingLost(counter, attempts)
  }, 120_000)
})
