/** The main job over HTTP, with the ledger and the liability compared at every step. */
import { describe, expect, it } from 'vitest'
import { verifyChains, verifyLots } from '../src/modules/wallet/index.ts'
import { system } from '../src/platform/ctx.ts'
import { newId } from '../src/platform/ids.ts'
import { readCtx } from '../src/platform/runtime.ts'
import { makeStore, signInAs, TEST_PIN } from './factories/access.ts'
import { makeItem, makePassPlan, makeTier } from './factories/catalog.ts'
import { makeLevels } from './factories/members.ts'
import { useDatabase } from './harness.ts'
import { openApi } from './http.ts'

const base = useDatabase()
const api = openApi(base)

const key = () => ({ 'idempotency-key': newId() })

async function shop() {
  const store = await makeStore(base)
  await makeLevels(base)
  const cashier = await signInAs(base, 'cashier', { storeId: store.id })
  const manager = await signInAs(base, 'manager', { storeId: store.id })
  const owner = await signInAs(base, 'owner', { storeId: store.id })
  const cut = await makeItem(base, { priceFen: 12_800 })
  const shampoo = await makeItem(base, { kind: 'product', priceFen: 8_800 })
  const care = await makeItem(base, { priceFen: 29_800 })
  const pass = await makePassPlan(base, { components: [{ serviceItemId: care.id, sessions: 10 }] })
  const tier = await makeTier(base)
  return { store, cashier, manager, owner, cut, shampoo, care, pass, tier }
}

type Shop = Awaited<ReturnType<typeof shop>>

async function ok(status: number, call: ReturnType<typeof api.call>) {
  const answer = await call
  expect(answer.body).toMatchObject(status < 300 ? {} : { status })
  expect(answer.status).toBe(status)
  return answer.body
}

async function pay(s: Shop, cart: object, ticketId = newId()) {
  const { token } = s.cashier
  const quote = await ok(200, api.call('POST', '/quotes', { token, body: cart }))
  expect(quote.dueFen).toBe(0)
  const body = { cart, quoteHash: quote.quoteHash }
  return ok(201, api.call('POST', `/tickets/${ticketId}/completion`, { token, headers: key(), body }))
}

async function balances(s: Shop, memberId: string) {
  const wallet = await ok(200, api.call('GET', `/members/${memberId}/wallet`, { token: s.cashier.token }))
  return wallet.balances
}

/** The ledger proves itself, and what is owed by kind equals what this one member owns. */
async function booksAgree(s: Shop, memberId: string) {
  const ctx = readCtx(base.runtime, base.brand, system)
  expect(await verifyLots(ctx)).toEqual([])
  expect((await verifyChains(ctx)).findings).toEqual([])
  const own = await balances(s, memberId)
  const owed = await ctx.db
    .selectFrom('lot')
    .select((eb) => ['kind', eb.fn.sum<number>('value_fen').as('fen')])
    .where('store_id', '=', s.store.id)
    .groupBy('kind')
    .execute()
  const fen = (kind: string) => owed.find((o) => o.kind === kind)?.fen ?? 0
  expect([fen('principal'), fen('bonus'), fen('pass')]).toEqual([own.principalFen, own.bonusFen, own.passValueFen])
  return own
}

describe('the main job', () => {
  it('runs from enrolment to full refund, and every balance is as it was', async () => {
    const s = await shop()
    const { token } = s.cashier
    const storeId = s.store.id
    const terms = await ok(
      201,
      api.call('POST', '/terms', {
        token: s.owner.token,
        body: { title: '储值与次卡规则', body: '七日内未使用的，可以全额退款。余额可以转让，遗失可以补办。' },
      }),
    )
    const member = await ok(
      201,
      api.call('POST', '/members', { token, body: { name: '单小云', phone: '13800138000', homeStoreId: storeId } }),
    )
    const memberId = member.id

    // Topping up before the terms were accepted is refused, and nothing happened.
    const topUpCart = {
      storeId,
      memberId,
      lines: [{ key: 'a', kind: 'top_up', itemId: s.tier.id }],
      tenders: [{ kind: 'cash', receivedFen: 100_000 }],
    }
    const early = await ok(200, api.call('POST', '/quotes', { token, body: topUpCart }))
    const refused = await api.call('POST', `/tickets/${newId()}/completion`, {
      token,
      headers: key(),
      body: { cart: topUpCart, quoteHash: early.quoteHash },
    })
    expect([refused.status, refused.body.code]).toEqual([409, 'terms_not_accepted'])
    await ok(
      201,
      api.call('POST', `/members/${memberId}/terms-acceptances`, { token, body: { termsId: terms.id, storeId, method: 'on_screen' } }),
    )

    await pay(s, topUpCart)
    expect(await booksAgree(s, memberId)).toMatchObject({ principalFen: 100_000, bonusFen: 15_000 })

    await pay(s, {
      storeId,
      memberId,
      lines: [{ key: 'a', kind: 'pass', itemId: s.pass.id }],
      tenders: [{ kind: 'wechat', amountFen: 198_000 }],
    })
    const before = await booksAgree(s, memberId)
    expect(before).toMatchObject({ principalFen: 100_000, bonusFen: 15_000, passSessions: 10, passValueFen: 198_000 })

    // A cut with 20 % off approved by the manager, a shampoo, one session; paid by 100.00 of stored value and cash.
    const performer = [{ staffId: s.manager.staffId, role: 'performer' }]
    const discount = { kind: 'percent', bp: 2000, reason: '等候道歉' }
    const lines = (approvalId?: string) => [
      { key: 'cut', kind: 'service', itemId: s.cut.id, staff: performer, discount: approvalId ? { ...discount, approvalId } : discount },
      { key: 'shampoo', kind: 'product', itemId: s.shampoo.id },
      { key: 'care', kind: 'service', itemId: s.care.id, staff: performer },
    ]
    const asked = await ok(200, api.call('POST', '/quotes', { token, body: { storeId, memberId, lines: lines() } }))
    expect(asked.needsApproval).toEqual({ act: 'discount', bp: 2000, lineKeys: ['cut'] })
    const approval = await ok(
      201,
      api.call('POST', '/approvals', { token, body: { storeId, act: 'discount', approverId: s.manager.staffId, pin: TEST_PIN, bp: 2000 } }),
    )
    const cart = {
      storeId,
      memberId,
      lines: lines(approval.id),
      tenders: [
        { kind: 'stored_value', amountFen: 10_000 },
        { kind: 'cash', receivedFen: 10_000 },
      ],
    }
    const sale = await pay(s, cart)
    const ticket = await ok(200, api.call('GET', `/tickets/${sale.id}`, { token }))
    expect(ticket).toMatchObject({ state: 'completed', listFen: 51_400, discountFen: 12_560, totalFen: 38_840 })
    expect(ticket.tenders.map((t: { kind: string; amountFen: number }) => [t.kind, t.amountFen])).toEqual([
      ['pass', 19_800],
      ['stored_value', 10_000],
      ['cash', 9_040],
    ])
    expect(ticket.lines[0].adjustments[0]).toMatchObject({ kind: 'manual', amountFen: -2_560, approvalId: approval.id })
    expect(await booksAgree(s, memberId)).toEqual({
      ...before,
      principalFen: 91_304,
      bonusFen: 13_696,
      passSessions: 9,
      passValueFen: 178_200,
    })

    // The shampoo comes back, then everything else.
    const refund = async (wanted: { lineId: string; quantity: number }[]) => {
      const sheet = await ok(200, api.call('POST', `/tickets/${sale.id}/refund-quotes`, { token, body: { lines: wanted } }))
      const consent =
        sheet.needsApproval &&
        (await ok(
          201,
          api.call('POST', '/approvals', {
            token,
            body: { storeId, act: 'refund', approverId: s.owner.staffId, pin: TEST_PIN, fen: sheet.totalFen },
          }),
        ))
      const body = { lines: wanted, reasonCode: 'dissatisfied', expectedTotalFen: sheet.totalFen, approvalId: consent?.id ?? null }
      return ok(201, api.call('POST', `/tickets/${sale.id}/refunds`, { token, headers: key(), body }))
    }
    const lineId = (index: number) => ticket.lines[index].id as string
    expect((await refund([{ lineId: lineId(1), quantity: 1 }])).totalFen).toBe(8_800)
    await booksAgree(s, memberId)
    expect(
      (
        await refund([
          { lineId: lineId(0), quantity: 1 },
          { lineId: lineId(2), quantity: 1 },
        ])
      ).totalFen,
    ).toBe(30_040)
    expect(await booksAgree(s, memberId)).toEqual(before)
    const closed = await ok(200, api.call('GET', `/tickets/${sale.id}`, { token }))
    expect([closed.refundedFen, closed.refunds.length]).toEqual([38_840, 2])

    const statement = await ok(200, api.call('GET', `/members/${memberId}/statement`, { token }))
    expect(statement.items.map((t: { reason: string }) => t.reason)).toEqual(['refund', 'refund', 'spend', 'pass_sale', 'top_up'])
  })
})
