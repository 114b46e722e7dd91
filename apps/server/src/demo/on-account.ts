/** What was put on account in the demonstration, by two companies and a few members, what was paid of it since, and goods that were exchanged. */
import { sql } from 'kysely'
import { openCompany, readAccount } from '../modules/receivables/index.ts'
import { editSettings, readSettings } from '../modules/settings/index.ts'
import { system } from '../platform/ctx.ts'
import { newId } from '../platform/ids.ts'
import { readCtx } from '../platform/runtime.ts'
import { type CartTender, cart as cartSchema } from '../workflows/checkout/schemas.ts'
import { exchangeGoods, quoteExchange } from '../workflows/exchange/exchange-goods.ts'
import { exchangeBody } from '../workflows/exchange/schemas.ts'
import type { Client } from './clients.ts'
import { Chance } from './random.ts'
import { type CartInput, complete, type Moment } from './sell.ts'
import { actAt, type Shop } from './shop.ts'

/** A company by its place in the list, or a member of the store by theirs. */
type Who = { company: 0 | 1 } | { member: number }
type Event =
  | { daysAgo: number; store: 0 | 1; kind: 'charge'; who: Who; services: number }
  | { daysAgo: number; store: 0 | 1; kind: 'settle'; who: Who; part: 'first' | 'half' | 'all'; by: 'cash' | 'wechat' | 'bank_card' }
  | { daysAgo: number; store: 0 | 1; kind: 'exchange' }

const COMPANIES = [
  { companyName: '衡山宾馆', limitFen: 500_000, note: '住客签单，每月 5 日对账，联系前厅部王小姐' },
  { companyName: '锦绣影楼', limitFen: 300_000, note: '新娘跟妆，按季度付' },
] as const

const STORY: readonly Event[] = [
  { daysAgo: 131, store: 0, kind: 'charge', who: { company: 0 }, services: 2 },
  { daysAgo: 100, store: 1, kind: 'charge', who: { company: 1 }, services: 1 },
  { daysAgo: 97, store: 0, kind: 'charge', who: { company: 0 }, services: 1 },
  { daysAgo: 71, store: 0, kind: 'charge', who: { company: 0 }, services: 2 },
  { daysAgo: 66, store: 0, kind: 'settle', who: { company: 0 }, part: 'first', by: 'bank_card' },
  { daysAgo: 47, store: 1, kind: 'charge', who: { company: 1 }, services: 2 },
  { daysAgo: 44, store: 1, kind: 'settle', who: { company: 1 }, part: 'all', by: 'wechat' },
  { daysAgo: 40, store: 0, kind: 'charge', who: { company: 0 }, services: 2 },
  { daysAgo: 34, store: 0, kind: 'charge', who: { member: 0 }, services: 1 },
  { daysAgo: 20, store: 0, kind: 'charge', who: { company: 1 }, services: 1 },
  { daysAgo: 15, store: 1, kind: 'charge', who: { member: 0 }, services: 1 },
  { daysAgo: 12, store: 0, kind: 'charge', who: { member: 1 }, services: 1 },
  { daysAgo: 9, store: 0, kind: 'exchange' },
  { daysAgo: 8, store: 0, kind: 'settle', who: { member: 0 }, part: 'half', by: 'cash' },
  { daysAgo: 6, store: 1, kind: 'charge', who: { company: 1 }, services: 2 },
  { daysAgo: 3, store: 1, kind: 'exchange' },
  { daysAgo: 3, store: 0, kind: 'charge', who: { company: 0 }, services: 1 },
]
const SERVICE_FEN = { from: 6_000, to: 48_000 }
/** What a member without a limit of their own may owe. */
const MEMBER_LIMIT_FEN = 100_000

export interface Evening extends Moment {
  store: number
  daysAgo: number
  seed: number
  /** Members of the store who are not among those who prepay. */
  regulars: readonly Client[]
}

/** The owner allows members to owe a little, from the first day. */
export async function allowCredit(shop: Shop, at: Temporal.Instant): Promise<void> {
  await actAt(shop, system, at, async (ctx) => {
    const { version } = await readSettings(ctx)
    await editSettings(ctx, { version, change: { onAccountLimitFen: MEMBER_LIMIT_FEN } })
  })
}

/** What of the story happens on this evening in this store. */
export async function liveOnCredit(evening: Evening): Promise<void> {
  for (const event of STORY.filter((e) => e.daysAgo === evening.daysAgo && e.store === evening.store)) {
    if (event.kind === 'exchange') await exchange(evening)
    else await owe(evening, event)
  }
}

async function owe(evening: Evening, event: Extract<Event, { who: Who }>): Promise<void> {
  const { branch, shop, cashier, at, seed } = evening
  const memberId = 'member' in event.who ? (evening.regulars[event.who.member]?.memberId ?? null) : null
  const accountId = 'company' in event.who ? await companyId(evening, event.who.company) : memberId
  if (accountId === null) return
  const storeId = branch.store.id
  if (event.kind === 'settle') {
    const { owedHereFen, receivables } = await readAccount(
      { ...readCtx(shop.runtime, shop.brand, cashier.actor), now: at },
      { accountId, storeId },
    )
    const oldest = receivables[0]?.openFen ?? 0
    const amountFen = { first: oldest, half: Math.floor(oldest / 2), all: owedHereFen }[event.part]
    if (amountFen === 0) return
    const tender: CartTender =
      event.by === 'cash'
        ? { kind: 'cash', receivedFen: Math.ceil(amountFen / 1_000) * 1_000 }
        : { kind: event.by, amountFen, reference: '' }
    await complete(evening, { storeId, memberId, lines: [{ key: 's', kind: 'settlement', accountId, amountFen }] }, () => [tender])
    return
  }
  const chance = new Chance(seed + event.daysAgo * 31 + event.store)
  const affordable = branch.catalog.items.filter(
    (i) => i.kind === 'service' && (i.priceFen ?? 0) >= SERVICE_FEN.from && (i.priceFen ?? 0) <= SERVICE_FEN.to,
  )
  const lines = chance.some(affordable, event.services).map((item, n): CartInput['lines'][number] => ({
    key: `s${n}`,
    kind: 'service',
    itemId: item.id,
    pass: 'none',
    staff: [{ staffId: chance.pick(branch.stylists).staffId, role: 'performer' }],
  }))
  await complete(evening, { storeId, memberId, lines }, (totalFen) => [{ kind: 'on_account', accountId, amountFen: totalFen }])
}

/** The account of a company, opened by the manager before its first bill. */
async function companyId({ shop, branch, at }: Evening, index: 0 | 1): Promise<string> {
  const company = COMPANIES[index]
  const { db } = readCtx(shop.runtime, shop.brand, system)
  const known = await db.selectFrom('credit_account').select('id').where('company_name', '=', company.companyName).executeTakeFirst()
  return known?.id ?? (await actAt(shop, branch.manager.actor, at, (ctx) => openCompany(ctx, { ...company }))).id
}

/** Somebody brings back what they bought lately and takes something dearer instead. */
async function exchange({ shop, branch, at }: Evening): Promise<void> {
  const storeId = branch.store.id
  const ctx = { ...readCtx(shop.runtime, shop.brand, branch.manager.actor), now: at }
  const { rows } = await sql<{ ticketId: string; lineId: string; itemId: string; unitFen: number; memberId: string | null }>`
    select t.id as "ticketId", l.id as "lineId", l.item_id as "itemId", l.unit_list_fen as "unitFen", t.member_id as "memberId"
    from ticket t join ticket_line l on l.ticket_id = t.id
    where t.store_id = ${storeId}::uuid and t.state = 'completed' and t.refunded_fen = 0 and l.kind = 'product' and l.quantity = 1
      and not exists (select from tender e where e.ticket_id = t.id and e.kind not in ('wechat', 'alipay', 'cash', 'bank_card'))
    order by t.completed_at desc, l.ordinal limit 1`.execute(ctx.db)
  const [bought] = rows
  const dearer = branch.catalog.items
    .filter((i) => i.kind === 'product' && i.id !== bought?.itemId && (i.priceFen ?? 0) >= (bought?.unitFen ?? 0))
    .sort((a, b) => (a.priceFen ?? 0) - (b.priceFen ?? 0))[0]
  if (!bought || !dearer) return
  const lines = [{ lineId: bought.lineId, quantity: 1, restock: true }]
  const of = { storeId, memberId: bought.memberId, lines: [{ key: 'n', kind: 'product' as const, itemId: dearer.id, staff: [] }] }
  const { quote, worksheet } = await quoteExchange(ctx, bought.ticketId, { lines, cart: cartSchema.parse({ ...of, tenders: [] }) })
  const tenders = quote.dueFen > 0 ? [{ kind: 'wechat' as const, amountFen: quote.dueFen }] : []
  const body = exchangeBody.parse({
    lines,
    note: '想换另一款',
    expectedTotalFen: worksheet.totalFen,
    ticketId: newId(),
    cart: { ...of, tenders },
    quoteHash: (await quoteExchange(ctx, bought.ticketId, { lines, cart: cartSchema.parse({ ...of, tenders }) })).quote.quoteHash,
  })
  await actAt(shop, branch.manager.actor, at, (write) => exchangeGoods(write, bought.ticketId, body))
}
