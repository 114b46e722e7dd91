/** Whose birthday or anniversary comes: found by day, in the order of the days. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { anniversaryEntries, birthdayEntries } from './birthdays.ts'
import { listColumns, type RowOfList, statColumns, toRow } from './list-row.ts'
import { openPerson, tokenOf } from './person.ts'
import { nextBirthday } from './rules.ts'
import type { MemberRow } from './schemas.ts'
import { brandToday } from './tag-rules/store.ts'

interface ReminderFilter {
  kind: 'birthday' | 'anniversary'
  days: number
  adviserId?: string | undefined
  limit: number
  cursor?: string | undefined
}

interface Reminder {
  kind: 'birthday' | 'anniversary'
  on: string
  years: number | null
  calendar: 'solar' | 'lunar'
  member: MemberRow
}

type ReminderRow = RowOfList & { on: string; birthday_enc: Buffer | null; created_at: Temporal.Instant }

/** Members whose day comes within so many days, today first; each day is one short list looked up by its token. */
export async function listReminders(ctx: ReadCtx, filter: ReminderFilter) {
  const today = await brandToday(ctx)
  const days = filter.kind === 'birthday' ? birthdayEntries(today, filter.days) : anniversaryEntries(today, filter.days)
  const wanted = days.map(({ on, entry }) => ({ on, token: tokenOf(ctx.brand, entry) }))
  const adviser = filter.adviserId ? tokenOf(ctx.brand, { kind: 'adviser', value: filter.adviserId }) : null
  const cursor = decodeCursor(filter.cursor, 2)
  const { rows } = await sql<ReminderRow>`
    select hit."on", ${listColumns}, ${statColumns}, m.birthday_enc, m.created_at
    from (
      select w."on", k.member_no
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w("on" date, token text)
      cross join lateral (
        select k.member_no from member_token k where k.token = w.token::bigint
          and (${cursor?.[0] ?? null}::date is null or (w."on", k.member_no) > (${cursor?.[0] ?? null}::date, ${Number(cursor?.[1] ?? 0)}::bigint))
          and (${adviser}::bigint is null or exists (select 1 from member_token x where x.token = ${adviser}::bigint and x.member_no = k.member_no))
        order by k.member_no limit ${filter.limit + 1}) k
      order by w."on", k.member_no limit ${filter.limit + 1}) hit
    join member m on m.member_no = hit.member_no join level l on l.id = m.level_id left join member_stat stat on stat.member_no = m.member_no
    order by hit."on", m.member_no`.execute(ctx.db)
  const page = toPage(
    rows,
    filter.limit,
    (row) => row,
    (row) => [row.on, row.member_no],
  )
  return { items: page.items.flatMap((row) => reminderOf(ctx, filter.kind, row)), nextCursor: page.nextCursor }
}

/** A leap month's birthday stands under the plain month as well and is told only in the month it is celebrated. */
function reminderOf(ctx: ReadCtx, kind: ReminderFilter['kind'], row: ReminderRow): Reminder[] {
  const year = Temporal.PlainDate.from(row.on).year
  if (kind === 'anniversary') {
    const years = year - row.created_at.toZonedDateTimeISO('UTC').year
    return years > 0 ? [{ kind, on: row.on, years, calendar: 'solar', member: toRow(ctx, row) }] : []
  }
  const { birthday } = openPerson(ctx.brand, { ...row, preferences_enc: null, allergies_enc: null, notes_enc: null, fields_enc: null })
  if (birthday === null || nextBirthday(birthday, row.on) !== row.on) return []
  const years = birthday.year === undefined ? null : year - birthday.year
  return [{ kind, on: row.on, years, calendar: birthday.calendar, member: toRow(ctx, row) }]
}
