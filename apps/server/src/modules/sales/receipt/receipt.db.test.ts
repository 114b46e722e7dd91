/** Receipts of real sales, kept as golden files at both paper widths. To look at a change: `vitest run -u`, then read the difference. */
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { makeStore, signInAs } from '../../../../test/factories/access.ts'
import { makeItem, makePassPlan, makeTier } from '../../../../test/factories/catalog.ts'
import { makeLevels, makeMember } from '../../../../test/factories/members.ts'
import { makeSale, quoteOf, refund, sellPass, topUp, voidSale } from '../../../../test/factories/sales.ts'
import { MORNING, useDatabase } from '../../../../test/harness.ts'
import { system } from '../../../platform/ctx.ts'
import { newId } from '../../../platform/ids.ts'
import { readCtx } from '../../../platform/runtime.ts'
import { receiptDocument } from './document.ts'
import { refundFacts, ticketFacts } from './queries.ts'
import { readRefundReceipt, readTicketReceipt } from './read-receipt.ts'
import type { Columns, Lang, Receipt } from './schemas.ts'
import { receiptText } from './svg.ts'
import { columnsOf } from './text.ts'

const base = useDatabase()
const ctx = () => readCtx(base.runtime, base.brand, system)

const WIDTHS: readonly Columns[] = [32, 48]

const OPEN = [null, ...Array.from({ length: 6 }, () => ({ from: '10:00', to: '22:00' }))]

/** A shop whose every name and number is known, whichever tests run, and a gold member. @param made one number per test: codes are unique in a brand */
async function salon(made: number) {
  // Every shop of this file at the same minute of its own day, so that its papers never change.
  base.runtime.clock.setTo(MORNING)
  const store = await makeStore(base, {
    code: `S${made}`,
    name: '云鬓·静安店',
    address: '上海市静安区南京西路1266号恒隆广场3楼308室',
    phone: '021-6288 0000',
    openingHours: OPEN,
    rounding: 'fen',
  })
  const cashier = await signInAs(base, 'cashier', { storeId: store.id })
  const manager = await signInAs(base, 'manager', { storeId: store.id })
  await named(cashier.staffId, '赵敏')
  await named(manager.staffId, '李店长')
  const level = (await makeLevels(base))[2] ?? ''
  const member = await makeMember(base, { homeStoreId: store.id, name: '王小芳', number: `VIP${made}00`, levelId: level })
  const care = await makeItem(base, { name: '头皮护理', priceFen: 29_800 })
  const cut = await makeItem(base, { name: '总监洗剪吹造型套餐（含头皮按摩）', priceFen: 12_800 })
  const shampoo = await makeItem(base, { kind: 'product', name: 'Kérastase 洗发水 250ml', priceFen: 8_833 })
  const tier = await makeTier(base, { name: `充1000送150`, amountFen: 100_000 + made })
  const pass = await makePassPlan(base, { name: '头皮护理卡', components: [{ serviceItemId: care.id, sessions: 10 }] })
  const who = { storeId: store.id, memberId: member.id }
  return { store, cashier, manager, member, care, cut, shampoo, tier, pass, who }
}

type Salon = Awaited<ReturnType<typeof salon>>

async function named(staffId: string, name: string): Promise<void> {
  await ctx().db.updateTable('staff').set({ name }).where('id', '=', staffId).execute()
}

async function approval(s: Salon): Promise<string> {
  const id = newId()
  const at = base.runtime.clock.now()
  const row = { id, approver_id: s.manager.staffId, requester_id: s.cashier.staffId, store_id: s.store.id, act: 'discount', limit_bp: 2000 }
  await ctx()
    .db.insertInto('approval')
    .values({ ...row, created_at: at, expires_at: at.add({ minutes: 5 }) })
    .execute()
  return id
}

/** Service with two discounts, two bottles, a tip, one session; stored value first, cash with 抹零 for the rest. */
async function mixedSale(s: Salon) {
  const staff = [{ staffId: s.cashier.staffId, role: 'performer' as const }]
  const cart = {
    ...s.who,
    lines: [
      { key: 'care', kind: 'service' as const, itemId: s.care.id },
      {
        key: 'cut',
        kind: 'service' as const,
        itemId: s.cut.id,
        discount: { kind: 'percent' as const, bp: 1000, reason: '等候超过半小时', approvalId: await approval(s) },
      },
      { key: 'shampoo', kind: 'product' as const, itemId: s.shampoo.id, quantity: 2 },
      { key: 'tip', kind: 'tip' as const, amountFen: 1_000, staff },
    ],
    tenders: [
      { kind: 'stored_value' as const, amountFen: 20_000 },
      { kind: 'cash' as const, receivedFen: 10_000 },
    ],
  }
  const quote = await quoteOf(base, s.cashier.actor, cart)
  return { quote, ticket: await makeSale(base, s.cashier.actor, cart) }
}

async function golden(name: string, read: (query: { columns: Columns; lang: Lang }) => Promise<Receipt>, lang: Lang = 'zh-CN') {
  for (const columns of WIDTHS) {
    const receipt = await read({ columns, lang })
    const text = receiptText(receipt.source, columns)
    for (const line of text.split('\n')) expect(columnsOf(line.trimEnd()), line).toBeLessThanOrEqual(columns)
    await expect(receipt.source).toMatchFileSnapshot(`golden/${name}-${columns}.receipt`)
    expect(receipt.svg).toContain(`width="${columns * 12 + 32}px"`)
  }
}

describe('receipts', () => {
  it('say every fen of a sale paid by a session, stored value and rounded cash', async () => {
    const s = await salon(1)
    await topUp(base, s.cashier.actor, { ...s.who, itemId: s.tier.id })
    await sellPass(base, s.cashier.actor, { ...s.who, itemId: s.pass.id })
    const { ticket, quote } = await mixedSale(s)
    const document = receiptDocument(await ticketFacts(ctx(), ticket.id))
    expect(document.totals).toEqual({
      listFen: quote.listFen,
      discountFen: quote.discountFen,
      roundingFen: quote.roundingFen,
      totalFen: quote.totalFen,
    })
    expect(quote.roundingFen).toBeGreaterThan(0)
    expect(Object.fromEntries(document.balances.map((b) => [b.kind, [b.before, b.after]]))).toEqual({
      principal: [quote.balances?.before.principalFen, quote.balances?.after.principalFen],
      bonus: [quote.balances?.before.bonusFen, quote.balances?.after.bonusFen],
      sessions: [10, 9],
    })
    await golden('sale', (query) => readTicketReceipt(ctx(), ticket.id, query))
    await golden('sale-zh-tw', (query) => readTicketReceipt(ctx(), ticket.id, query), 'zh-TW')
    await golden('sale-en', (query) => readTicketReceipt(ctx(), ticket.id, query), 'en')
  })

  it('show a top-up with its bonus', async () => {
    const s = await salon(2)
    const ticket = await topUp(base, s.cashier.actor, { ...s.who, itemId: s.tier.id })
    await golden('top-up', (query) => readTicketReceipt(ctx(), ticket.id, query))
  })

  it('show a refund as a worksheet, and the sale it belongs to', async () => {
    const s = await salon(3)
    await topUp(base, s.cashier.actor, { ...s.who, itemId: s.tier.id })
    await sellPass(base, s.cashier.actor, { ...s.who, itemId: s.pass.id })
    const { ticket } = await mixedSale(s)
    const lines = await ctx()
      .db.selectFrom('ticket_line')
      .select(['id', 'kind'])
      .where('ticket_id', '=', ticket.id)
      .orderBy('ordinal')
      .execute()
    const wanted = lines.filter((l) => l.kind === 'service' || l.kind === 'product').map((l) => ({ lineId: l.id, quantity: 1 }))
    const back = await refund(base, s.manager.actor, ticket.id, wanted)
    const document = receiptDocument(await refundFacts(ctx(), back.id))
    expect(document.balances.find((b) => b.kind === 'sessions')).toEqual({ kind: 'sessions', before: 9, after: 10 })
    for (const line of document.lines) expect(line.worksheet.reduce((a, w) => a + w.amountFen, 0)).toBe(line.netFen)
    await golden('refund', (query) => readRefundReceipt(ctx(), back.id, query))
    await golden('sale-refunded', (query) => readTicketReceipt(ctx(), ticket.id, query))
  })

  it('mark a voided sale, and say what a void takes back of the wallet', async () => {
    const s = await salon(4)
    const ticket = await topUp(base, s.cashier.actor, { ...s.who, itemId: s.tier.id })
    const back = await voidSale(base, s.manager.actor, ticket.id)
    const facts = await refundFacts(ctx(), back.id)
    expect(facts.lots.map((l) => [l.kind, l.before, l.after])).toEqual([
      ['principal', s.tier.topUp?.amountFen, 0],
      ['bonus', s.tier.topUp?.bonusFen, 0],
    ])
    await golden('void', (query) => readRefundReceipt(ctx(), back.id, query))
    await golden('sale-voided', (query) => readTicketReceipt(ctx(), ticket.id, query))
  })

  it('say the same however much happens afterwards', async () => {
    const s = await salon(5)
    const first = await topUp(base, s.cashier.actor, { ...s.who, itemId: s.tier.id })
    const walkIn = await makeSale(base, s.cashier.actor, {
      ...s.who,
      lines: [{ key: 'a', kind: 'product', itemId: s.shampoo.id }],
      tenders: [{ kind: 'cash', receivedFen: 10_000 }],
    })
    const read = async () => [
      await readTicketReceipt(ctx(), first.id, { columns: 48, lang: 'zh-CN' }),
      await readTicketReceipt(ctx(), walkIn.id, { columns: 48, lang: 'zh-CN' }),
    ]
    const before = await read()
    base.runtime.clock.setTo(MORNING.add({ hours: 24 * 40 }))
    await makeSale(base, s.cashier.actor, { ...s.who, lines: [{ key: 'a', kind: 'service', itemId: s.cut.id }] })
    expect(await read()).toEqual(before)
    expect(receiptDocument(await ticketFacts(ctx(), walkIn.id)).balances.map((b) => [b.kind, b.before, b.after])).toEqual([
      ['principal', s.tier.topUp?.amountFen, s.tier.topUp?.amountFen],
      ['bonus', 15_000, 15_000],
    ])
  })
})

describe('what a customer or a shop is called', () => {
  it('is never markup, in receiptline or in SVG', async () => {
    const s = await salon(6)
    const hostile = '<script>alert(1)</script>|{code:1}|"`^^^&amp;]]>'
    const owner = new pg.Client({ connectionString: base.ownerUrl })
    await owner.connect()
    await owner.query(`update ${base.brand.schema}.store set name = $1 where id = $2`, [hostile, s.store.id])
    await owner.end()
    const item = await makeItem(base, { name: hostile, priceFen: 1_000 })
    const ticket = await makeSale(base, s.cashier.actor, { ...s.who, lines: [{ key: 'a', kind: 'service', itemId: item.id }] })
    const { svg, source } = await readTicketReceipt(ctx(), ticket.id, { columns: 48, lang: 'zh-CN' })
    expect(receiptText(source, 48)).toContain(hostile)
    expect(svg).not.toMatch(/<script|<!\[CDATA\[|<style|href|url\(|@import|\son\w+=|id=/i)
    expect(new Set([...svg.matchAll(/<\/?([a-zA-Z]+)/g)].map((m) => m[1]))).toEqual(new Set(['svg', 'rect', 'g', 'text', 'tspan', 'path']))
  })
})
