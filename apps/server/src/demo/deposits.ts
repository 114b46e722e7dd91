/** Deposits of the demonstration, through the year: taken, used, given back, one kept; some whose day is near, and one whose day is over. */
import { sql } from 'kysely'
import type { z } from 'zod'
import { newId } from '../platform/ids.ts'
import { readCtx } from '../platform/runtime.ts'
import { addDays } from '../platform/time.ts'
import { completeTicket } from '../workflows/checkout/complete-ticket.ts'
import { forfeitDeposit } from '../workflows/checkout/forfeit-deposit.ts'
import { loadBasis } from '../workflows/checkout/load-basis.ts'
import { quoteCart } from '../workflows/checkout/quote.ts'
import { cart as cartSchema } from '../workflows/checkout/schemas.ts'
import { quoteRefund, refundTicket } from '../workflows/refund/refund-ticket.ts'
import type { Client } from './clients.ts'
import { Chance } from './random.ts'
import type { Moment } from './sell.ts'
import { actAt } from './shop.ts'

/** Days are counted back from today; `dueIn` on from it. */
interface Story {
  key: string
  store: 0 | 1
  takenAgo: number
  /** Somebody who is no member; without it, a member of the store. */
  contact?: { name: string; phone: string }
  kind: 'advance' | 'earnest'
  purpose: string
  amountFen: number
  contractFen?: number
  dueIn?: number
  later?: { ago: number; act: 'use up' | 'use some' | 'refund' | 'forfeit' }[]
}

const STORIES: readonly Story[] = [
  {
    key: 'spring bride',
    store: 0,
    takenAgo: 260,
    contact: { name: '贺新', phone: '13800138021' },
    kind: 'advance',
    purpose: '新娘造型试妆',
    amountFen: 30_000,
    dueIn: -231,
    later: [{ ago: 231, act: 'use up' }],
  },
  {
    key: 'moved away',
    store: 1,
    takenAgo: 170,
    kind: 'advance',
    purpose: '接发',
    amountFen: 50_000,
    dueIn: -150,
    later: [{ ago: 152, act: 'refund' }],
  },
  {
    key: 'did not come',
    store: 0,
    takenAgo: 96,
    contact: { name: '丁先生', phone: '13800138022' },
    kind: 'earnest',
    purpose: '婚礼当天跟妆',
    amountFen: 40_000,
    contractFen: 200_000,
    dueIn: -75,
    later: [{ ago: 73, act: 'forfeit' }],
  },
  {
    key: 'came twice',
    store: 0,
    takenAgo: 40,
    kind: 'advance',
    purpose: '拍照造型，两次',
    amountFen: 60_000,
    dueIn: 14,
    later: [{ ago: 21, act: 'use some' }],
  },
  {
    key: 'late',
    store: 0,
    takenAgo: 24,
    contact: { name: '沈可', phone: '13800138023' },
    kind: 'earnest',
    purpose: '周年庆盘发（6 位）',
    amountFen: 20_000,
    contractFen: 120_000,
    dueIn: -2,
  },
  { key: 'tomorrow', store: 0, takenAgo: 12, kind: 'advance', purpose: '染烫预约', amountFen: 20_000, dueIn: 1 },
  {
    key: 'bride',
    store: 0,
    takenAgo: 9,
    contact: { name: '钟意', phone: '13800138024' },
    kind: 'earnest',
    purpose: '新娘造型',
    amountFen: 50_000,
    contractFen: 280_000,
    dueIn: 6,
  },
  { key: 'ordered', store: 0, takenAgo: 3, kind: 'advance', purpose: '预订商品：头皮精华 2 瓶', amountFen: 10_000 },
  {
    key: 'new year',
    store: 1,
    takenAgo: 5,
    contact: { name: '梁宽', phone: '13800138025' },
    kind: 'advance',
    purpose: '年会妆发',
    amountFen: 30_000,
    dueIn: 18,
  },
  { key: 'extension', store: 1, takenAgo: 16, kind: 'advance', purpose: '接发', amountFen: 40_000, dueIn: 3 },
]

interface Taken {
  id: string
  ticketId: string
  memberId: string | null
}

type CartInput = z.input<typeof cartSchema>

export class Deposits {
  readonly #taken = new Map<string, Taken>()
  readonly #seed: number

  constructor(seed: number) {
    this.#seed = seed
  }

  /** What happens to deposits in this store on a day that lies so many days back. */
  async day(moment: Moment, store: number, ago: number, clients: readonly Client[]): Promise<void> {
    for (const [index, story] of STORIES.entries()) {
      if (story.store !== store) continue
      const chance = new Chance(this.#seed + 31 + index)
      const taken = this.#taken.get(story.key)
      if (story.takenAgo === ago) await this.#take(moment, story, chance, clients)
      const next = story.later?.find((step) => step.ago === ago)
      if (!next || !taken) continue
      if (next.act === 'refund') await giveBack(moment, taken)
      else if (next.act === 'forfeit') await keep(moment, taken)
      else await use(moment, taken, chance, next.act === 'use up' ? story.amountFen : story.amountFen / 3)
    }
  }

  async #take(moment: Moment, story: Story, chance: Chance, clients: readonly Client[]): Promise<void> {
    const known = clients.filter((c) => c.home === story.store && c.memberId !== null)
    if (!story.contact && known.length === 0) return
    const memberId = story.contact ? null : chance.pick(known).memberId
    const { kind, purpose, amountFen, contractFen, contact } = story
    const today = moment.at.toZonedDateTimeISO(moment.branch.store.zone).toPlainDate().toString()
    const dueOn = story.dueIn === undefined ? undefined : addDays(today, story.takenAgo + story.dueIn)
    const terms = { kind, purpose, ...(dueOn ? { dueOn } : {}), ...(contractFen ? { contractFen } : {}), ...(contact ? { contact } : {}) }
    const ticketId = await bill(moment, {
      storeId: moment.branch.store.id,
      memberId,
      lines: [{ key: 'd', kind: 'deposit', amountFen, deposit: terms }],
      tenders: [{ kind: 'wechat', amountFen }],
    })
    const { db } = readCtx(moment.shop.runtime, moment.shop.brand, moment.cashier.actor)
    const { rows } = await sql<{ id: string }>`select id from deposit where ticket_id = ${ticketId}::uuid`.execute(db)
    const id = rows[0]?.id
    if (id) this.#taken.set(story.key, { id, ticketId, memberId })
  }
}

/** The day has come: the service that is next dearer than that, paid by the deposit as far as it goes. */
async function use(moment: Moment, { id, memberId }: Taken, chance: Chance, fromFen: number): Promise<void> {
  const dearer = moment.branch.catalog.items.filter((i) => i.kind === 'service' && (i.priceFen ?? 0) >= fromFen)
  const [service] = dearer.toSorted((a, b) => (a.priceFen ?? 0) - (b.priceFen ?? 0))
  if (!service) return
  const staff = [{ staffId: chance.pick(moment.branch.stylists).staffId, role: 'performer' as const, isRequested: true }]
  const line = { key: 's', kind: 'service' as const, itemId: service.id, pass: 'none' as const, staff }
  await bill(moment, { storeId: moment.branch.store.id, memberId, lines: [line], tenders: [{ kind: 'deposit', depositId: id }] })
}

/** Completes a bill; what its tenders leave is paid by WeChat. @returns its id */
async function bill({ shop, cashier, at }: Moment, input: CartInput): Promise<string> {
  const ticketId = newId()
  await actAt(shop, cashier.actor, at, async (ctx) => {
    const cart = cartSchema.parse(input)
    const { dueFen } = quoteCart(await loadBasis(ctx, cart), cart)
    const rest = dueFen > 0 ? [{ kind: 'wechat' as const, amountFen: dueFen, reference: '' }] : []
    const tenders = cart.tenders === 'auto' ? rest : [...cart.tenders, ...rest]
    await completeTicket(ctx, { ticketId, cart: { ...cart, tenders }, quoteHash: null })
  })
  return ticketId
}

async function giveBack({ shop, branch, at }: Moment, { id, ticketId }: Taken): Promise<void> {
  await actAt(shop, branch.manager.actor, at, async (ctx) => {
    const { rows } = await sql<{ fen: number }>`select open_fen as fen from deposit where id = ${id}::uuid`.execute(ctx.db)
    const lines = [{ lineId: id, quantity: rows[0]?.fen ?? 0, restock: false }]
    const { totalFen } = await quoteRefund(ctx, ticketId, lines)
    await refundTicket(ctx, ticketId, {
      lines,
      reasonCode: 'not_performed',
      note: '客人搬家，不做了',
      payouts: [],
      approvalId: null,
      tillId: null,
      expectedTotalFen: totalFen,
    })
  })
}

async function keep({ shop, branch, at }: Moment, { id }: Taken): Promise<void> {
  const reason = '约好的日子没有来，电话不接'
  const input = { depositId: id, ticketId: newId(), reason, approvalId: null, tillId: null }
  await actAt(shop, branch.manager.actor, at, (ctx) => forfeitDeposit(ctx, input))
}
