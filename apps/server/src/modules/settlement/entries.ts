/**
 * What one store served on another store's cards: every movement of a lot by a sale, or by a refund or void of one, in another store than
 * the one that issued the lot. A movement that stands in no locked month belongs to the month of its business day, or, where that is
 * locked, to the first open one.
 */
import { type RawBuilder, sql } from 'kysely'
import type { LocalDate } from '../../platform/time.ts'

/** The month after the last locked one; null while none is. */
export const firstOpenMonth = sql`(select (last_locked_month + interval '1 month')::date from settlement_head)`

/** The method of a month: the latest that was chosen for it or before. */
export function methodOf(month: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce((select c.method from settlement_method c where c.effective_month <= ${month}
    order by c.effective_month desc limit 1), 'liability')`
}

/**
 * The movements of no locked month with business days before `before`: transaction_id, ordinal, month, issuer_id, performer_id, value_fen,
 * owed_fen, method.
 *
 * Owed at the liability price is the value that left the lot. At the benefit price it is what was paid for that value: a top-up or pass
 * cost so much for so much value, and the share of what is left of it is rounded before and after the movement. The differences over its
 * whole life therefore add up to the fen, and what comes back undoes exactly what went, in however many parts.
 */
export function openEntries(before: LocalDate): RawBuilder<unknown> {
  const share = (leftFen: RawBuilder<unknown>) => sql`floor((2 * ${leftFen} * g.paid_fen + g.worth_fen) / (2 * g.worth_fen))`
  const month = sql`greatest(date_trunc('month', u.business_day)::date, coalesce(${firstOpenMonth}, '-infinity'::date))`
  return sql`
    with used as materialized (
      select m.transaction_id, m.ordinal, m.value_fen, w.store_id as performer_id, w.business_day, lot.store_id as issuer_id, lot.grant_id
      from wallet_transaction w join movement m on m.transaction_id = w.id join lot on lot.id = m.lot_id
      where w.business_day < ${before}::date and w.reason in ('spend', 'refund', 'void') and w.store_id <> lot.store_id and lot.kind <> 'points'
        and not exists (select 1 from settlement_entry e where e.transaction_id = m.transaction_id and e.ordinal = m.ordinal)
    ), life as (
      select m.transaction_id, m.ordinal, sum(m.value_fen) over (partition by lot.grant_id order by w.seq, w.id, m.ordinal) as left_fen
      from lot join movement m on m.lot_id = lot.id join wallet_transaction w on w.id = m.transaction_id
      where lot.grant_id in (select grant_id from used)
    ), cost as (
      select grant_id, sum(consideration_fen) as paid_fen, nullif(sum(initial_value_fen), 0) as worth_fen
      from lot where grant_id in (select grant_id from used) group by grant_id
    )
    select u.transaction_id, u.ordinal, x.month, u.issuer_id, u.performer_id, u.value_fen, x.method,
      case x.method when 'liability' then -u.value_fen
        else coalesce(${share(sql`(life.left_fen - u.value_fen)`)} - ${share(sql`life.left_fen`)}, 0) end::bigint as owed_fen
    from used u join life on life.transaction_id = u.transaction_id and life.ordinal = u.ordinal join cost g on g.grant_id = u.grant_id
    cross join lateral (select k.month, ${methodOf(sql`k.month`)} as method from (select ${month} as month) k) x`
}
