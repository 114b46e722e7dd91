/** Bills over HTTP, and the rows of everything a bill, a refund or an exchange may write. */
import { expect } from 'vitest'
import { system } from '../../src/platform/ctx.ts'
import { newId } from '../../src/platform/ids.ts'
import { readCtx } from '../../src/platform/runtime.ts'
import type { TestBase } from '../harness.ts'
import type { Answer, Api } from '../http.ts'

const TABLES = [
  'ticket',
  'ticket_line',
  'tender',
  'allocation',
  'ticket_companion',
  'refund',
  'refund_tender',
  'exchange',
  'movement',
  'wallet_transaction',
  'deposit_movement',
  'receivable_movement',
  'credit_account',
  'audit_entry',
  'idempotency_key',
  'document_counter',
] as const

export function billDesk(base: TestBase, api: Api) {
  const reading = () => readCtx(base.runtime, base.brand, system)
  const post = (token: string, url: string, body: object, key: string = newId()) =>
    api.call('POST', url, { token, body, headers: { 'idempotency-key': key } })
  const quote = (token: string, cart: object) => api.call('POST', '/quotes', { token, body: cart })

  async function complete(
    token: string,
    cart: object,
    more: { ticketId?: string; key?: string; hash?: string; [part: string]: unknown } = {},
  ) {
    const { ticketId = newId(), key, hash, ...body } = more
    const quoteHash = hash ?? (await quote(token, cart)).body.quoteHash ?? 'there-was-no-quote'
    return post(token, `/tickets/${ticketId}/completion`, { cart, quoteHash, ...body }, key)
  }

  /** Refunds lines of a ticket for what the worksheet says; all of them unless some are named. */
  async function refund(token: string, ticketId: string, lines?: { lineId: string; quantity: number }[], more: object = {}, key?: string) {
    const ticket = (await api.call('GET', `/tickets/${ticketId}`, { token })).body
    const all = ticket.lines.filter(
      (l: { kind: string; quantity: number; refundedQuantity: number }) => l.kind !== 'rounding' && l.refundedQuantity < l.quantity,
    )
    const wanted =
      lines ??
      all.map((l: { id: string; quantity: number; refundedQuantity: number }) => ({
        lineId: l.id,
        quantity: l.quantity - l.refundedQuantity,
      }))
    const sheet = await api.call('POST', `/tickets/${ticketId}/refund-quotes`, { token, body: { lines: wanted } })
    if (sheet.status !== 200) return sheet
    const body = { lines: wanted, reasonCode: 'mistake', expectedTotalFen: sheet.body.totalFen, ...more }
    return post(token, `/tickets/${ticketId}/refunds`, body, key)
  }

  /** How many rows everything has, and what is open: equal before and after what was refused. */
  async function books() {
    const { db } = reading()
    const counts: number[] = []
    for (const table of TABLES) {
      const { n } = await db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      counts.push(n)
    }
    const lots = await db.selectFrom('lot').select(['id', 'remaining', 'value_fen']).orderBy('id').execute()
    const deposits = await db.selectFrom('deposit').select(['id', 'open_fen']).orderBy('id').execute()
    const debts = await db.selectFrom('receivable').select(['id', 'open_fen']).orderBy('id').execute()
    return [counts, lots, deposits, debts]
  }

  async function refusedWith(status: number, code: string, act: () => Promise<Answer>) {
    const before = await books()
    const answer = await act()
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(await books()).toEqual(before)
    return answer.body
  }

  const ticketOf = async (token: string, ticketId: string) => (await api.call('GET', `/tickets/${ticketId}`, { token })).body

  async function audited(subjectId: string, action: string) {
    const { db } = reading()
    return db
      .selectFrom('audit_entry')
      .select(['actor_id', 'store_id', 'detail'])
      .where('subject_id', '=', subjectId)
      .where('action', '=', action)
      .execute()
  }
  return { reading, post, quote, complete, refund, books, refusedWith, ticketOf, audited }
}
