/** What rules ask, as sets of members: one sub-select per condition, never one per member. Records merged into one count together. */
import { type RawBuilder, sql } from 'kysely'
import type { Brand } from '../../../platform/ctx.ts'
import type { LocalDate } from '../../../platform/time.ts'
import { addDays } from '../../../platform/time.ts'
import { birthdayEntries } from '../birthdays.ts'
import { tokenOf } from '../person.ts'
import type { TagCondition, TagConditions } from './schemas.ts'

/** Bills that count as having been there: completed and not taken back. `owner_id` is who stands for the person now. */
const visitsSince = (day: LocalDate | null) => sql`
  select coalesce(p.merged_into_id, p.id) as owner_id, t.id as ticket_id, t.business_day
  from ticket t join member p on p.id = t.member_id
  where t.state = 'completed' and (${day}::date is null or t.business_day > ${day}::date)`

/** What was spent on services and products, whatever it was paid with, less what went back. */
export const spendSince = (day: LocalDate | null) => sql`
  select v.owner_id, sum(l.net_fen - coalesce(back.net_fen, 0)) as spend_fen
  from (${visitsSince(day)}) v
  join ticket_line l on l.ticket_id = v.ticket_id and l.kind in ('service', 'product')
  left join (select line_id, sum(net_fen) as net_fen from refund_line group by line_id) back on back.line_id = l.id
  group by v.owner_id`

export const visitCounts = (day: LocalDate | null) => sql`
  select v.owner_id, count(distinct v.business_day) as visits, max(v.business_day) as last_on from (${visitsSince(day)}) v group by v.owner_id`

/** `at_most` is asked as "not more", so that who has no row at all counts as having nothing. */
function compare(op: 'at_least' | 'at_most', source: RawBuilder<unknown>, column: RawBuilder<unknown>, value: number) {
  return op === 'at_least'
    ? value <= 0
      ? sql`true`
      : sql`m.id in (select f.owner_id from (${source}) f where f.${column} >= ${value}::bigint)`
    : sql`m.id not in (select f.owner_id from (${source}) f where f.${column} > ${value}::bigint)`
}

function conditionSql(brand: Brand, c: TagCondition, today: LocalDate): RawBuilder<unknown> {
  switch (c.fact) {
    case 'visits':
      return compare(c.op, visitCounts(addDays(today, -c.days)), sql`visits`, c.value)
    case 'spend':
      return compare(c.op, spendSince(addDays(today, -c.days)), sql`spend_fen`, c.valueFen)
    case 'last_visit': {
      const gone = addDays(today, -c.days)
      const cameSince = sql`m.id in (select f.owner_id from (${visitCounts(null)}) f where f.last_on ${c.op === 'at_least' ? sql`>` : sql`>=`} ${gone}::date)`
      const joined = sql`(m.created_at at time zone (select zone from store where id = m.home_store_id))::date`
      return c.op === 'at_least'
        ? sql`(not ${cameSince} and ${joined} <= ${gone}::date)`
        : sql`(${cameSince} or (${joined} >= ${gone}::date and m.id not in (select f.owner_id from (${visitCounts(null)}) f)))`
    }
    case 'birthday': {
      const tokens = birthdayEntries(today, c.days).map(({ entry }) => tokenOf(brand, entry))
      return sql`m.member_no in (select k.member_no from member_token k where k.token = any(${tokens}::bigint[]))`
    }
    case 'level':
      return sql`m.level_id = any(${c.levelIds}::uuid[])`
    case 'store':
      return sql`m.home_store_id = any(${c.storeIds}::uuid[])`
    case 'pass_expiring':
      return sql`m.id in (select coalesce(p.merged_into_id, p.id) from lot join member p on p.id = lot.member_id
        where lot.kind = 'pass' and lot.remaining > 0 and lot.expires_on between ${today}::date and ${addDays(today, c.days)}::date)`
    case 'joined': {
      const joined = sql`(m.created_at at time zone (select zone from store where id = m.home_store_id))::date`
      return c.op === 'at_least' ? sql`${joined} <= ${addDays(today, -c.days)}::date` : sql`${joined} >= ${addDays(today, -c.days)}::date`
    }
    case 'balance':
      return compare(
        c.op,
        sql`select coalesce(p.merged_into_id, p.id) as owner_id, sum(lot.remaining) as balance_fen from lot join member p on p.id = lot.member_id
          where lot.kind in ('principal', 'bonus') and lot.remaining > 0 and (lot.expires_on is null or lot.expires_on >= ${today}::date) group by 1`,
        sql`balance_fen`,
        c.valueFen,
      )
  }
}

/** Members of whom the conditions hold: their ids and running numbers. Erased, inactive and merged records are left out. */
export function membersMatching(brand: Brand, rule: TagConditions, today: LocalDate): RawBuilder<unknown> {
  const parts = rule.conditions.map((c) => conditionSql(brand, c, today))
  const joined = sql.join(parts, rule.match === 'all' ? sql` and ` : sql` or `)
  return sql`select m.id, m.member_no from member m
    where m.person_key is not null and m.is_active and m.merged_into_id is null and (${joined})`
}
