/** Gathers what a quote stands on: one statement over the rooms, and the catalogue from memory when it has not changed. */
import { sql } from 'kysely'
import type { Caps, PinRule } from '../../modules/cards/index.ts'
import { catalogAt } from '../../modules/catalog/index.ts'
import { lotSources, type RawCap, type ShareCap, shareCaps, shareCapsFrom } from '../../modules/households/index.ts'
import { recordsOf } from '../../modules/members/index.ts'
import { accountOf } from '../../modules/receivables/index.ts'
import type { Lot, SpendOrder } from '../../modules/wallet/index.ts'
import { ONE_PLAN } from '../../platform/connection.ts'
import { inScope, type ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { businessDay, type LocalDate } from '../../platform/time.ts'
import type { Basis, BasisAccount, BasisApproval, BasisDebt, BasisDeposit, BasisMember, Companion, Rounding, Share } from './basis.ts'
import { owedFor } from './part-paid.ts'
import { type MoreParties, type Parties, partiesOf } from './parties.ts'
import { loadPriceLocks } from './price-locks.ts'
import type { Cart } from './schemas.ts'
import { type Source, sortSources } from './sharing.ts'

interface BasisRow {
  code: string
  zone: string
  cutoff_hour: number
  rounding: Rounding
  spend_order: SpendOrder
  old_prices: 'warn' | 'honour'
  revision: number
  discount_bp: number | null
  terms_id: string | null
  pin_rule: PinRule
  caps: Caps
  member: MemberFacts | null
  lots: LotFacts[] | null
  member_deposits_fen: number | null
  staff_ids: string[] | null
  approvals: BasisApproval[] | null
  /** Only where the cart names any. */
  companions?: PurseFacts[] | null
  deposits?: BasisDeposit[] | null
  accounts?: BasisAccount[] | null
  /** Only where somebody's means could be drawn on. */
  claimed?: string[] | null
  /** Whose means the bill's member may use; only where it has one. */
  sources?: { id: string; kind: Share }[] | null
}

type MemberFacts = Omit<BasisMember, 'hasAcceptedTerms'> & { acceptedTermsId: string | null }
type LotFacts = Omit<Lot, 'owedFen'> & { isPartPaid: boolean }

interface PurseFacts {
  member: MemberFacts
  lots: LotFacts[] | null
}

/**
 * Reads the basis of a cart.
 * @param more members and accounts beside those the cart names
 * @throws NotFound when the store, or the member, is not the actor's to see
 */
export async function loadBasis(ctx: ReadCtx, cart: Cart, more: MoreParties = {}): Promise<Basis> {
  if (!inScope(ctx.actor, cart.storeId)) throw new NotFound()
  const parties = partiesOf(cart, more)
  const row = await readBasis(ctx, cart, parties)
  if (!row) throw new NotFound()
  if (cart.memberId !== null && row.member === null) throw new NotFound({ memberId: cart.memberId })
  const today = businessDay(ctx.now, row.zone, row.cutoff_hour)
  const { sources, shareCaps, debts } = await readMore(ctx, cart, row, today)
  const owed = owedFor(debts)
  const toPurse = ({ member, lots }: PurseFacts) => ({ member: toMember(row, member), lots: usable(member, lots, owed) })
  const companions = new Map<string, Companion>((row.companions ?? []).map((c) => [c.member.id, toPurse(c)]))
  const { offers } = addSources(
    sources.map((s) => ({ ...toPurse(s), share: s.share })),
    cart,
    parties,
    companions,
  )
  const stranger = parties.companionIds.find((id) => !companions.has(id))
  if (stranger !== undefined) throw new NotFound({ memberId: stranger })
  const catalog = await catalogAt(ctx, row.revision)
  const lots = row.member === null ? [] : usable(row.member, row.lots, owed)
  return {
    today,
    storeId: cart.storeId,
    storeCode: row.code,
    rounding: row.rounding,
    spendOrder: row.spend_order,
    catalog,
    oldPrices: row.old_prices,
    priceLocks: await loadPriceLocks(ctx, cart, lots, catalog.priceBookVersion, today),
    member: row.member === null ? null : toMember(row, row.member),
    lots,
    staffIds: new Set(row.staff_ids ?? []),
    approvals: new Map((row.approvals ?? []).map((a) => [a.id, a])),
    // The system (demo data, imports) has no role and no limit.
    discountLimitBp: ctx.actor.id === null ? 10_000 : (row.discount_bp ?? 0),
    pinRule: row.pin_rule,
    caps: row.caps,
    termsId: row.terms_id,
    companions,
    offers,
    shareCaps,
    memberDepositsFen: row.member_deposits_fen ?? 0,
    deposits: new Map((row.deposits ?? []).map((d) => [d.id, d])),
    accounts: new Map((row.accounts ?? []).map((a) => [a.id, a])),
    debts,
    claimedGrants: new Set(row.claimed ?? []),
    credit: [],
  }
}

interface More {
  sources: (PurseFacts & { share: Share })[]
  shareCaps: ShareCap[]
  debts: BasisDebt[]
}

interface MoreRow {
  purses: (PurseFacts & { isActive: boolean })[] | null
  caps: RawCap[] | null
  debts: BasisDebt[] | null
}

/**
 * What few sales ask: the means of those who share with the bill's member, and what is owed for passes. A question of its own, and only where it
 * has an answer: as a part of the one that every sale asks, it made that be planned anew each time.
 */
async function readMore(ctx: ReadCtx, cart: Cart, row: BasisRow, today: LocalDate): Promise<More> {
  const named = row.sources ?? []
  const ownerIds = named.map((s) => s.id)
  const debtIds = cart.lines.flatMap((l) => l.debtId ?? [])
  const lots = [...(row.lots ?? []), ...(row.companions ?? []).flatMap((c) => c.lots ?? [])]
  const grantIds = [...new Set(lots.filter((l) => l.isPartPaid).map((l) => l.grantId))]
  if (named.length + debtIds.length + grantIds.length === 0) return { sources: [], shareCaps: [], debts: [] }
  const capsOf = named.some((s) => s.kind === 'household') ? cart.memberId : null
  const { rows } = await sql<MoreRow>`
    select ${shareCaps(capsOf, today)} as caps,
      (select jsonb_agg(jsonb_build_object('member', x.member, 'isActive', x.is_active,
          'lots', (select ${LOTS} from lot where lot.member_id = (x.member->>'id')::uuid and lot.remaining > 0)))
       from (select ${MEMBER}, (select person.is_active from member person where person.id = coalesce(member.merged_into_id, member.id)) as is_active
         ${MEMBER_FROM} left join lateral (${TERMS}) terms on true where member.id = any(${ownerIds}::uuid[])) x) as purses,
      (select jsonb_agg(jsonb_build_object('id', id, 'accountId', ${accountOf(sql`account_id`)}, 'lineId', line_id, 'storeId', store_id, 'openFen', open_fen) order by id)
       from receivable where open_fen > 0 and (id = any(${debtIds}::uuid[]) or line_id = any(${grantIds}::uuid[])
         or line_id in (select grant_id from lot where member_id = any(${ownerIds}::uuid[]) and remaining > 0 and is_part_paid))) as debts`.execute(
    ctx.db,
  )
  const { purses, caps, debts } = rows[0] ?? { purses: null, caps: null, debts: null }
  const sources = named.flatMap(({ id, kind }) => {
    const purse = purses?.find((p) => p.member.id === id)
    return purse && (kind === 'own' || purse.isActive) ? [{ member: purse.member, lots: purse.lots, share: kind }] : []
  })
  return { sources, shareCaps: shareCapsFrom(caps), debts: debts ?? [] }
}

/** Whoever shares with the bill's member and is named by the cart pays under the rules of sharing; the others are offered. */
function addSources(sources: readonly Source[], cart: Cart, parties: Parties, companions: Map<string, Companion>) {
  const present = new Set(cart.lines.flatMap((l) => l.memberId ?? []))
  const { drawn, offers } = sortSources(sources, new Set(parties.companionIds), present)
  for (const source of drawn) companions.set(source.member.id, source)
  return { offers }
}

function toMember(row: BasisRow, member: MemberFacts): BasisMember {
  // A gift card comes with its terms printed; there is nobody who could accept them.
  return { ...member, hasAcceptedTerms: row.terms_id === null || member.isAnonymous || member.acceptedTermsId === row.terms_id }
}

/** What rests because a card was lost is owned and cannot be used: like lots that were frozen one by one. */
function usable(member: MemberFacts, lots: readonly LotFacts[] | null, owed: ReadonlyMap<string, number>): readonly Lot[] {
  return (lots ?? []).map(({ isPartPaid: _, ...lot }) => ({
    ...lot,
    isFrozen: lot.isFrozen || member.isStopped,
    owedFen: owed.get(lot.grantId) ?? 0,
  }))
}

/** Approvals a cart names, on its lines or on the whole ticket. */
export function approvalIdsOf(cart: Cart): string[] {
  const named = [cart.ticketDiscount, ...cart.lines.map((l) => l.discount)].flatMap((d) =>
    d?.approvalId === undefined ? [] : [d.approvalId],
  )
  return [...new Set(named)]
}

/** A member as a quote knows one, over the table `terms`, still without a `where`; and open lots. */
const MEMBER = sql`jsonb_build_object('id', member.id, 'levelId', level.id, 'levelName', level.name, 'serviceDiscountBp', level.service_discount_bp,
          'productDiscountBp', level.product_discount_bp,
          'acceptedTermsId', (select a.terms_id from terms_acceptance a where a.terms_id = terms.id and a.member_id = any(${recordsOf(sql`member.id`)}) limit 1),
          'isAnonymous', member.is_anonymous, 'hasPin', g.pin_hash is not null, 'isStopped', g.stopped_by_card_id is not null) as member`

const MEMBER_FROM = sql`
       from member join level on level.id = member.level_id left join member_guard g on g.member_id = member.id`

const LOTS = sql`jsonb_agg(jsonb_build_object('id', lot.id, 'kind', lot.kind, 'unit', lot.unit, 'grantId', lot.grant_id, 'name', lot.name,
          'initial', lot.initial, 'remaining', lot.remaining, 'held', lot.held, 'initialValueFen', lot.initial_value_fen, 'valueFen', lot.value_fen,
          'serviceItemId', lot.service_item_id, 'startsOn', lot.starts_on, 'expiresOn', lot.expires_on, 'validityDays', lot.validity_days,
          'isFrozen', lot.is_frozen, 'isPartPaid', lot.is_part_paid, 'priceBookVersion', lot.price_book_version, 'createdAtMs', floor(extract(epoch from lot.created_at) * 1000)) order by lot.created_at, lot.id)`

/** Columns for what few carts name, so that all others pay nothing for them. */
function extras(cart: Cart, { memberIds, companionIds, depositIds, accountIds }: Parties) {
  const companions = sql`,
      (select jsonb_agg(jsonb_build_object('member', x.member,
          'lots', (select ${LOTS} from lot where lot.member_id = (x.member->>'id')::uuid and lot.remaining > 0)))
       from (select ${MEMBER} ${MEMBER_FROM} where member.id = any(${companionIds}::uuid[]) and member.is_active and member.merged_into_id is null) x) as companions`
  const deposits = sql`,
      (select jsonb_agg(jsonb_build_object('id', d.id, 'openFen', d.open_fen)) from deposit d
       where d.id = any(${depositIds}::uuid[]) and d.store_id = store.id and d.open_fen > 0) as deposits`
  const accounts = sql`,
      (select jsonb_agg(jsonb_build_object('id', x.id, 'isActive', coalesce(a.is_active, true),
          'limitFen', coalesce(a.limit_fen, brand_setting.on_account_limit_fen), 'owedFen', coalesce(o.owed, 0), 'owedHereFen', coalesce(o.here, 0)))
       from unnest(${accountIds}::uuid[]) x(id)
       left join credit_account a on a.id = x.id left join member m on m.id = x.id
       left join lateral (select sum(r.open_fen) as owed, sum(r.open_fen) filter (where r.store_id = ${cart.storeId}::uuid) as here
         from receivable r where r.account_id = any(${recordsOf(sql`x.id`)}) and r.open_fen > 0) o on true
       where a.id is not null or m.is_active) as accounts`
  const claimed = sql`,
      (select jsonb_agg(g.grant_id) from prepaid_refund p join prepaid_refund_grant g on g.request_id = p.id
       where p.member_id = any(${memberIds}::uuid[]) and p.state = 'requested' and g.is_open) as claimed`
  return [
    companionIds.length > 0 ? companions : sql``,
    depositIds.length > 0 ? deposits : sql``,
    accountIds.length > 0 ? accounts : sql``,
    cart.memberId === null ? sql`` : sharing(cart.memberId),
    memberIds.length > 0 ? claimed : sql``,
  ]
}

/** Whose means a member may use besides. Two probes of an index for whoever shares with nobody. */
function sharing(memberId: string) {
  return sql`,
      (select jsonb_agg(jsonb_build_object('id', s.owner_id, 'kind', s.kind) order by s.rank, s.owner_id) from ${lotSources(memberId)} s) as sources`
}

const TERMS = sql`select id from terms order by version desc limit 1`

async function readBasis(ctx: ReadCtx, cart: Cart, parties: Parties): Promise<BasisRow | undefined> {
  const staffIds = [...new Set(cart.lines.flatMap((l) => l.staff.map((s) => s.staffId)))]
  const [companions, deposits, accounts, shared, claimed] = extras(cart, parties)
  const ownRecords = recordsOf(sql`${cart.memberId}::uuid`)
  const { rows } = await sql<BasisRow>`${sql.raw(ONE_PLAN)}
    select store.code, store.zone, store.cutoff_hour, store.rounding, brand_setting.spend_order, brand_setting.old_prices, catalog_revision.revision,
      (select max(role_limit.discount_bp) from role_grant join role_limit on role_limit.role = role_grant.role
       where role_grant.staff_id = ${ctx.actor.id}::uuid and (role_grant.store_id is null or role_grant.store_id = store.id)) as discount_bp,
      terms.id as terms_id,
      jsonb_build_object('thresholdFen', brand_setting.pin_threshold_fen, 'missing', brand_setting.pin_missing) as pin_rule,
      jsonb_build_object('namedFen', profile.named_cap_fen, 'unnamedFen', profile.unnamed_cap_fen, 'countBonus', profile.count_bonus) as caps,
      (select ${MEMBER} ${MEMBER_FROM} where member.id = ${cart.memberId}::uuid and member.is_active and member.merged_into_id is null) as member,
      (select ${LOTS} from lot where lot.member_id = ${cart.memberId}::uuid and lot.remaining > 0) as lots,
      (select sum(deposit.open_fen)::bigint from deposit
       where deposit.member_id = any(${ownRecords}) and deposit.store_id = store.id and deposit.open_fen > 0) as member_deposits_fen,
      (select jsonb_agg(staff.id) from staff where staff.is_active and staff.id = any(${staffIds}::uuid[])) as staff_ids,
      (select jsonb_agg(jsonb_build_object('id', approval.id, 'act', approval.act, 'limitBp', approval.limit_bp, 'limitFen', approval.limit_fen)) from approval
       where approval.id = any(${approvalIdsOf(cart)}::uuid[]) and approval.act in ('discount', 'price_raise') and approval.requester_id = ${ctx.actor.id}::uuid
         and approval.store_id = store.id and approval.used_at is null and approval.expires_at > ${ctx.now}) as approvals${companions}${deposits}${accounts}${shared}${claimed}
    from store cross join brand_setting join compliance_profile profile on profile.code = brand_setting.compliance_profile cross join catalog_revision
    left join lateral (${TERMS}) terms on true
    where store.id = ${cart.storeId} and store.is_active`.execute(ctx.db)
  return rows[0]
}
