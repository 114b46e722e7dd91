/** Members who asked prepaid money back lately: one late, one still in time, one paid today. */
import { sql } from 'kysely'
import { system } from '../platform/ctx.ts'
import { AppError } from '../platform/errors.ts'
import { readCtx } from '../platform/runtime.ts'
import { payPrepaidRefund, quotePrepaidRefund, requestPrepaidRefund } from '../workflows/refund-prepaid/index.ts'
import { actAt, type Branch, type Shop } from './shop.ts'

const WISHES = [
  { hoursAgo: 7 * 24, reasonCode: 'customer_wish', note: '搬家了，离店太远', isPaid: false },
  { hoursAgo: 2 * 24, reasonCode: 'health', note: '怀孕，医生建议停止染烫', isPaid: false },
  { hoursAgo: 3, reasonCode: 'breach', note: '指定的发型师离职，服务达不到约定', isPaid: true },
] as const

type Wish = (typeof WISHES)[number]

/** Asks for as many as there are members who paid, used some of it, and have not been here since. */
export async function giveBack(shop: Shop, until: Temporal.Instant): Promise<void> {
  const [branch] = shop.branches
  if (!branch) return
  const taken = new Set<string>()
  for (const wish of WISHES) {
    const at = until.subtract({ hours: wish.hoursAgo })
    for (const { memberId, grantId } of await quietTopUps(shop, branch, at)) {
      if (taken.has(memberId) || !(await ask(shop, branch, { ...wish, memberId, grantId, at, payAt: until.subtract({ minutes: 5 }) })))
        continue
      taken.add(memberId)
      break
    }
  }
}

/** Top-ups of which some was used and some is left, of members whose wallet has not moved since. */
async function quietTopUps(shop: Shop, branch: Branch, at: Temporal.Instant): Promise<{ memberId: string; grantId: string }[]> {
  const { rows } = await sql<{ memberId: string; grantId: string }>`
    select lot.member_id as "memberId", lot.grant_id as "grantId" from lot
    join member on member.id = lot.member_id
    where lot.store_id = ${branch.store.id}::uuid and lot.kind = 'principal' and lot.remaining between 1 and lot.initial - 1 and not lot.is_frozen and lot.held = 0
      and not exists (select from wallet_transaction w where w.member_id = lot.member_id and w.at >= ${at})
    order by member.number, lot.created_at limit 12`.execute(readCtx(shop.runtime, shop.brand, system).db)
  return rows
}

/** @returns whether there was anything to ask for */
async function ask(
  shop: Shop,
  branch: Branch,
  wish: Wish & { memberId: string; grantId: string; at: Temporal.Instant; payAt: Temporal.Instant },
): Promise<boolean> {
  const { memberId, grantId, at, payAt, reasonCode, note } = wish
  const body = {
    storeId: branch.store.id,
    grants: [{ grantId, portionFen: null }],
    reasonCode,
    rescindedOn: null,
    serviceStoppedOn: null,
    hadSameService: false,
    gifts: [],
  }
  const { actor } = branch.manager
  try {
    const { sheet, plan } = await quotePrepaidRefund({ ...readCtx(shop.runtime, shop.brand, actor), now: at }, memberId, body)
    const request = { ...body, note, expectedTotalFen: sheet.totalFen }
    const { id } = await actAt(shop, actor, at, (ctx) => requestPrepaidRefund(ctx, memberId, request))
    const payouts = plan.map((part) => ({ ...part, reason: '', reference: '', payee: null }))
    const pay = { expectedTotalFen: sheet.totalFen, payouts, approvalId: null, tillId: null }
    if (wish.isPaid) await actAt(shop, actor, payAt, (ctx) => payPrepaidRefund(ctx, id, pay))
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}
