/** Requests and pay-outs of prepaid refunds for tests, through the API. */
import { expect } from 'vitest'
import { verifyPrepaid } from '../../src/modules/prepaid/index.ts'
import { system } from '../../src/platform/ctx.ts'
import { newId } from '../../src/platform/ids.ts'
import { readCtx } from '../../src/platform/runtime.ts'
import type { TestBase } from '../harness.ts'
import type { Answer, Api } from '../http.ts'
import { makeTier } from './catalog.ts'
import { makeSale, topUp } from './sales.ts'
import { findingsOf, memberWith, type Shop } from './shop.ts'

export interface AskFields {
  storeId: string
  grants: { grantId: string; portionFen?: number }[]
  reasonCode?: string
  rescindedOn?: string
  serviceStoppedOn?: string
  hadSameService?: boolean
  gifts?: object[]
  note?: string
}

/** The calls, each with a key of its own unless one is given. */
export function prepaidApi(api: Api) {
  const post = (token: string, url: string, body: object, key: string = newId()) =>
    api.call('POST', url, { token, body, headers: { 'idempotency-key': key } })
  return {
    grants: (token: string, memberId: string, storeId: string) =>
      api.call('GET', `/members/${memberId}/prepaid-grants?storeId=${storeId}`, { token }),
    quote: (token: string, memberId: string, ask: AskFields) =>
      api.call('POST', `/members/${memberId}/prepaid-refund-quotes`, { token, body: { reasonCode: 'breach', ...ask } }),
    request: (token: string, memberId: string, ask: AskFields & { expectedTotalFen: number }, key?: string) =>
      post(token, `/members/${memberId}/prepaid-refunds`, { reasonCode: 'breach', ...ask }, key),
    payoutQuote: (token: string, requestId: string) => api.call('GET', `/prepaid-refunds/${requestId}/payout-quote`, { token }),
    pay: (token: string, requestId: string, body: object, key?: string) => post(token, `/prepaid-refunds/${requestId}/payout`, body, key),
    cancel: (token: string, requestId: string, reason = '顾客改变主意') =>
      post(token, `/prepaid-refunds/${requestId}/cancellation`, { reason }),
    read: (token: string, requestId: string) => api.call('GET', `/prepaid-refunds/${requestId}`, { token }),
  }
}

/** What `usedTopUp` gives back by M and by C. */
export const DUE = { M: 71_334, C: 65_600 }

export function askFor(shop: Shop, grantId: string, fields: Partial<AskFields> = {}): AskFields {
  return { storeId: shop.storeId, grants: [{ grantId }], ...fields }
}

export const inCash = (amountFen: number) => ({ expectedTotalFen: amountFen, payouts: [{ kind: 'cash', amountFen }] })

/** Ways to set the scene, and to see that nothing changed. */
export function prepaidDesk(base: TestBase, api: Api) {
  const calls = prepaidApi(api)
  const reading = () => readCtx(base.runtime, base.brand, system)
  let tierId: string | null = null

  /** Everything a refund of prepaid money may change. */
  async function books() {
    const { db } = reading()
    return {
      requests: await db.selectFrom('prepaid_refund').select(['id', 'state']).orderBy('id').execute(),
      sheets: await db.selectFrom('prepaid_worksheet').select('id').orderBy('id').execute(),
      refunds: await db.selectFrom('refund').select(['id', 'total_fen']).orderBy('id').execute(),
      lots: await db.selectFrom('lot').select(['id', 'remaining', 'value_fen']).orderBy('id').execute(),
      approvals: await db.selectFrom('approval').select(['id', 'used_for']).orderBy('id').execute(),
      audits: await db
        .selectFrom('audit_entry')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    }
  }

  async function refusedWith(status: number, code: string, act: () => Promise<Answer>) {
    const before = await books()
    const answer = await act()
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(await books()).toEqual(before)
    return answer.body
  }

  /** 1000.00 with 200.00 bonus, of which two cuts and a shampoo were paid: 128 + 128 + 88 = 344.00 at list price. */
  async function usedTopUp(shop: Shop) {
    tierId ??= (await makeTier(base, { amountFen: 100_000, bonusFen: 20_000 })).id
    const memberId = await memberWith(base, shop)
    const who = { storeId: shop.storeId, memberId }
    await topUp(base, shop.owner.actor, { ...who, itemId: tierId })
    const lines = [
      { key: 'a', kind: 'service' as const, itemId: shop.cutId, quantity: 2 },
      { key: 'b', kind: 'product' as const, itemId: shop.shampooId },
    ]
    await makeSale(base, shop.owner.actor, { ...who, lines })
    const { body } = await calls.grants(shop.owner.token, memberId, shop.storeId)
    return { memberId, grantId: body.items[0].grantId as string, choice: body.items[0] }
  }

  async function requested(shop: Shop, token = shop.owner.token) {
    const owned = await usedTopUp(shop)
    const made = await calls.request(token, owned.memberId, { ...askFor(shop, owned.grantId), expectedTotalFen: DUE.M })
    expect(made.status).toBe(201)
    return { ...owned, id: made.body.id as string }
  }

  const proved = async () => [...(await findingsOf(base)), ...(await verifyPrepaid(reading()))]
  return { ...calls, reading, books, refusedWith, usedTopUp, requested, proved }
}
