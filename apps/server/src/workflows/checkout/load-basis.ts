/** Gathers what a quote stands on: one statement over the rooms, and the catalogue from memory when it has not changed. */
import { sql } from 'kysely'
import type { Caps, PinRule } from '../../modules/cards/index.ts'
import { catalogAt } from '../../modules/catalog/index.ts'
import type { Lot, SpendOrder } from '../../modules/wallet/index.ts'
import { inScope, type ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { businessDay } from '../../platform/time.ts'
import type { Basis, BasisApproval, BasisMember, Rounding } from './basis.ts'
import type { Cart } from './schemas.ts'

interface BasisRow {
  code: string
  zone: string
  cutoff_hour: number
  rounding: Rounding
  spend_order: SpendOrder
  revision: number
  discount_bp: number | null
  terms_id: string | null
  pin_rule: PinRule
  caps: Caps
  member: (Omit<BasisMember, 'hasAcceptedTerms'> & { acceptedTermsId: string | null }) | null
  lots: Lot[] | null
  staff_ids: string[] | null
  approvals: BasisApproval[] | null
}

/** Reads the basis of a cart. @throws NotFound when the store, or the member, is not the actor's to see */
export async function loadBasis(ctx: ReadCtx, cart: Cart): Promise<Basis> {
  if (!inScope(ctx.actor, cart.storeId)) throw new NotFound()
  const row = await readBasis(ctx, cart)
  if (!row) throw new NotFound()
  if (cart.memberId !== null && row.member === null) throw new NotFound({ memberId: cart.memberId })
  return {
    today: businessDay(ctx.now, row.zone, row.cutoff_hour),
    storeId: cart.storeId,
    storeCode: row.code,
    rounding: row.rounding,
    spendOrder: row.spend_order,
    catalog: await catalogAt(ctx, row.revision),
    member:
      row.member === null
        ? null
        : {
            ...row.member,
            // A gift card comes with its terms printed; there is nobody who could accept them.
            hasAcceptedTerms: row.terms_id === null || row.member.isAnonymous || row.member.acceptedTermsId === row.terms_id,
          },
    // What rests because a card was lost is owned and cannot be used: like lots that were frozen one by one.
    lots: row.member?.isStopped ? (row.lots ?? []).map((lot) => ({ ...lot, isFrozen: true })) : (row.lots ?? []),
    staffIds: new Set(row.staff_ids ?? []),
    approvals: new Map((row.approvals ?? []).map((a) => [a.id, a])),
    // The system (demo data, imports) has no role and no limit.
    discountLimitBp: ctx.actor.id === null ? 10_000 : (row.discount_bp ?? 0),
    pinRule: row.pin_rule,
    caps: row.caps,
    termsId: row.terms_id,
  }
}

/** Approvals a cart names, on its lines or on the whole ticket. */
export function approvalIdsOf(cart: Cart): string[] {
  const named = [cart.ticketDiscount, ...cart.lines.map((l) => l.discount)].flatMap((d) =>
    d?.approvalId === undefined ? [] : [d.approvalId],
  )
  return [...new Set(named)]
}

async function readBasis(ctx: ReadCtx, cart: Cart): Promise<BasisRow | undefined> {
  const staffIds = [...new Set(cart.lines.flatMap((l) => l.staff.map((s) => s.staffId)))]
  const { rows } = await sql<BasisRow>`
    select store.code, store.zone, store.cutoff_hour, store.rounding, brand_setting.spend_order, catalog_revision.revision,
      (select max(role_limit.discount_bp) from role_grant join role_limit on role_limit.role = role_grant.role
       where role_grant.staff_id = ${ctx.actor.id}::uuid and (role_grant.store_id is null or role_grant.store_id = store.id)) as discount_bp,
      terms.id as terms_id,
      jsonb_build_object('thresholdFen', brand_setting.pin_threshold_fen, 'missing', brand_setting.pin_missing) as pin_rule,
      jsonb_build_object('namedFen', profile.named_cap_fen, 'unnamedFen', profile.unnamed_cap_fen, 'countBonus', profile.count_bonus) as caps,
      (select jsonb_build_object('id', member.id, 'levelId', level.id, 'levelName', level.name, 'serviceDiscountBp', level.service_discount_bp,
          'productDiscountBp', level.product_discount_bp,
          'acceptedTermsId', (select a.terms_id from terms_acceptance a where a.terms_id = terms.id and a.member_id = any(array(
            select member.id union all select x.id from member x where x.merged_into_id = member.id)) limit 1),
          'isAnonymous', member.is_anonymous, 'hasPin', g.pin_hash is not null, 'isStopped', g.stopped_by_card_id is not null)
       from member join level on level.id = member.level_id left join member_guard g on g.member_id = member.id
       where member.id = ${cart.memberId}::uuid and member.is_active and member.merged_into_id is null) as member,
      (select jsonb_agg(jsonb_build_object('id', lot.id, 'kind', lot.kind, 'unit', lot.unit, 'grantId', lot.grant_id, 'name', lot.name,
          'initial', lot.initial, 'remaining', lot.remaining, 'held', lot.held, 'initialValueFen', lot.initial_value_fen, 'valueFen', lot.value_fen,
          'serviceItemId', lot.service_item_id, 'startsOn', lot.starts_on, 'expiresOn', lot.expires_on, 'validityDays', lot.validity_days,
          'isFrozen', lot.is_frozen, 'createdAtMs', floor(extract(epoch from lot.created_at) * 1000)) order by lot.created_at, lot.id)
       from lot where lot.member_id = ${cart.memberId}::uuid and lot.remaining > 0) as lots,
      (select jsonb_agg(staff.id) from staff where staff.is_active and staff.id = any(${staffIds}::uuid[])) as staff_ids,
      (select jsonb_agg(jsonb_build_object('id', approval.id, 'limitBp', approval.limit_bp)) from approval
       where approval.id = any(${approvalIdsOf(cart)}::uuid[]) and approval.act = 'discount' and approval.requester_id = ${ctx.actor.id}::uuid
         and approval.store_id = store.id and approval.used_at is null and approval.expires_at > ${ctx.now} and approval.limit_bp is not null) as approvals
    from store cross join brand_setting join compliance_profile profile on profile.code = brand_setting.compliance_profile cross join catalog_revision
    left join lateral (select id from terms order by version desc limit 1) terms on true
    where store.id = ${cart.storeId} and store.is_active`.execute(ctx.db)
  return rows[0]
}
