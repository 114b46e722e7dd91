/** Whose lots a member may draw on, a part of a larger statement that every sale asks; and how much of them, for the few that may. */
import { type RawBuilder, sql } from 'kysely'
import type { LocalDate } from '../../platform/time.ts'
import { recordsOf } from '../members/index.ts'

/** One limit, and what of it is gone. A month and a day are those of the store that asks. */
export interface ShareCap {
  unit: 'fen' | 'session'
  period: 'day' | 'month'
  /** Of this user alone, or of all users of the household together. */
  whose: 'own' | 'all'
  limit: number
  used: number
}

/**
 * A set of `owner_id`, `kind` and `rank`: other records of the same person, merged into this one (`own`); then every record of the other
 * owners of the household, who share what they own (`household`) or do not just now (`stopped`).
 */
export function lotSources(memberId: string): RawBuilder<unknown> {
  return sql`(
    select id as owner_id, 'own' as kind, 0::bigint as rank from member where merged_into_id = ${memberId}::uuid
    union all
    select record.id, case when owner.is_sharing then 'household' else 'stopped' end, row_number() over (order by owner.joined_at, owner.member_id, record.id)
    from household_member me join household_member owner
      on owner.household_id = me.household_id and owner.role = 'owner' and owner.member_id <> me.member_id
    join member record on record.id = any(${recordsOf(sql`owner.member_id`)})
    where me.member_id = ${memberId}::uuid)`
}

/**
 * The limits of a member at a store whose business day is `today`, as an expression: what `shareCapsFrom` reads. What a refund brought back counts
 * for the day on which it had been used; a bill the owner was on is no sharing. For the few who may draw on others: as a part of what every sale
 * asks, it was planned anew with each of them.
 * @param memberId null: nobody, and no limits
 */
export function shareCaps(memberId: string | null, today: LocalDate): RawBuilder<RawCap[] | null> {
  const cap = (
    unit: string,
    period: string,
    whose: string,
    limit: RawBuilder<unknown>,
  ) => sql`jsonb_build_object('unit', ${sql.lit(unit)}::text,
    'period', ${sql.lit(period)}::text, 'whose', ${sql.lit(whose)}::text, 'limit', ${limit}, 'used', coalesce((
      select sum(${unit === 'fen' ? sql`-u.value_fen` : sql`-u.quantity`}) from used u where u.unit = ${sql.lit(unit)}
        ${whose === 'own' ? sql`and u.used_by = me.member_id` : sql``} ${period === 'day' ? sql`and u.day = n.today` : sql``}), 0))`
  return sql`(
    with used as materialized (
      select x.member_id as used_by, lot.unit, m.quantity, m.value_fen, coalesce(o.business_day, t.business_day) as day
      from household_member me join household_member x on x.household_id = me.household_id
      join movement m on m.used_by = any(${recordsOf(sql`x.member_id`)})
      join wallet_transaction t on t.id = m.transaction_id
      left join wallet_transaction o on o.id = t.reverses_id
      join lot on lot.id = m.lot_id
      join household_member owner on owner.household_id = me.household_id and lot.member_id = any(${recordsOf(sql`owner.member_id`)})
      where me.member_id = ${memberId}::uuid and t.business_day >= date_trunc('month', ${today}::date)::date
        and coalesce(o.business_day, t.business_day) >= date_trunc('month', ${today}::date)::date
        and not exists (select from ticket b where b.id = coalesce(o.source_id, t.source_id) and (b.member_id = any(${recordsOf(sql`owner.member_id`)})
          or exists (select from ticket_line l where l.ticket_id = b.id and l.member_id = any(${recordsOf(sql`owner.member_id`)}))))
    )
    select jsonb_build_array(
      ${cap('fen', 'day', 'own', sql`coalesce(me.daily_limit_fen, brand_setting.shared_daily_limit_fen)`)},
      ${cap('fen', 'month', 'own', sql`coalesce(me.monthly_limit_fen, brand_setting.shared_monthly_limit_fen)`)},
      ${cap('session', 'day', 'own', sql`me.daily_limit_sessions`)},
      ${cap('fen', 'day', 'all', sql`h.daily_limit_fen`)},
      ${cap('fen', 'month', 'all', sql`h.monthly_limit_fen`)},
      ${cap('session', 'day', 'all', sql`h.daily_limit_sessions`)})
    from household_member me join household h on h.id = me.household_id cross join (select ${today}::date as today) n cross join brand_setting
    where me.member_id = ${memberId}::uuid)`
}

export type RawCap = Omit<ShareCap, 'limit'> & { limit: number | null }

/** The limits that there are. */
export function shareCapsFrom(raw: readonly RawCap[] | null): ShareCap[] {
  return (raw ?? []).flatMap(({ limit, ...rest }) => (limit === null ? [] : [{ ...rest, limit }]))
}
