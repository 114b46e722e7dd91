/** What is read of members: one member, who resembles them, levels, tags. */

import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateIn } from '../../platform/time.ts'
import { hasAcceptedCurrentTerms } from '../contracts/index.ts'
import { fieldsOf, valuesSeenBy } from '../fields/index.ts'
import { listColumns, phoneFor, type RowOfList, statColumns, toRow } from './list-row.ts'
import { openContact, openPerson, type SealedPerson } from './person.ts'
import { parsePhone } from './phone.ts'
import { nextBirthday } from './rules.ts'
import type { Duplicate, Level, MemberDetail, MemberRef, Tag } from './schemas.ts'
import { tokenQuery } from './search.ts'
import { type Entry, fold } from './search-tokens.ts'

type RowOfDetail = RowOfList &
  SealedPerson & {
    source: string
    created_at: Temporal.Instant
    zone: string
    adviser: { id: string; name: string } | null
    merged_into: { id: string; number: string } | null
    merged: { id: string; number: string }[] | null
  }

/** Everything of one member, the phone masked; of one merged into another, where to go on. @throws NotFound */
export async function memberDetail(ctx: ReadCtx, memberId: string): Promise<MemberDetail> {
  const { rows } = await sql<RowOfDetail>`
    select ${listColumns}, ${statColumns}, m.birthday_enc, m.preferences_enc, m.allergies_enc, m.notes_enc, m.fields_enc, m.source,
      m.created_at, s.zone,
      (select jsonb_build_object('id', a.id, 'name', a.name) from staff a where a.id = m.adviser_id) as adviser,
      (select jsonb_build_object('id', x.id, 'number', x.number) from member x where x.id = m.merged_into_id) as merged_into,
      (select jsonb_agg(jsonb_build_object('id', x.id, 'number', x.number)) from member x where x.merged_into_id = m.id) as merged
    from member m join level l on l.id = m.level_id join store s on s.id = m.home_store_id
    left join member_stat stat on stat.member_no = m.member_no
    where m.id = ${memberId}::uuid`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new NotFound()
  const person = openPerson(ctx.brand, row)
  const today = dateIn(ctx.now, row.zone)
  return {
    ...toRow(ctx, row),
    birthday: person.birthday === null ? null : { ...person.birthday, nextOn: nextBirthday(person.birthday, today) },
    preferences: person.preferences,
    allergies: person.allergies,
    notes: person.notes,
    source: row.source,
    fields: valuesSeenBy(ctx.actor, await fieldsOf(ctx, 'member'), person.fields),
    adviser: row.adviser,
    mergedInto: row.merged_into,
    merged: row.merged ?? [],
    termsAccepted: await hasAcceptedCurrentTerms(ctx, memberId),
    createdAt: row.created_at.toString(),
  }
}

const MAX_DUPLICATES = 10

/** Members with the same phone (strong) or only the same name (weak), newest first: a warning at entry, never a refusal. */
export async function memberDuplicates(
  ctx: ReadCtx,
  input: { phone?: string | undefined; name?: string | undefined },
): Promise<{ items: Duplicate[] }> {
  const phone = input.phone ? (parsePhone(input.phone)?.e164 ?? null) : null
  const name = input.name ? fold(input.name) : ''
  const anyOf: Entry[] = []
  if (phone !== null) anyOf.push({ kind: 'phone', value: phone })
  if (name !== '') anyOf.push({ kind: 'full_name', value: name })
  if (anyOf.length === 0) return { items: [] }
  // As many of each, so that a common name never pushes the same phone out.
  const query = tokenQuery(ctx, anyOf, [], Number.MAX_SAFE_INTEGER, MAX_DUPLICATES * anyOf.length, MAX_DUPLICATES)
  const { rows } = await query.execute(ctx.db)
  const items = rows.map((row): Duplicate => {
    const contact = openContact(ctx.brand, row)
    const match = phone !== null && contact.phone === phone ? 'phone' : 'name'
    return { id: row.id, number: row.number, name: contact.name, phone: phoneFor(contact.phone), match }
  })
  return { items: [...items.filter((i) => i.match === 'phone'), ...items.filter((i) => i.match === 'name')] }
}

/** The record that stands for a person now: itself, or the one it was merged into. @throws NotFound */
export async function survivorOf(ctx: ReadCtx, memberId: string): Promise<Pick<MemberRef, 'id' | 'number'>> {
  const row = await ctx.db
    .selectFrom('member as m')
    .leftJoin('member as s', 's.id', 'm.merged_into_id')
    .select(['m.id', 'm.number', 's.id as survivorId', 's.number as survivorNumber'])
    .where('m.id', '=', memberId)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return { id: row.survivorId ?? row.id, number: row.survivorNumber ?? row.number }
}

export async function listLevels(ctx: ReadCtx): Promise<{ items: Level[] }> {
  const { rows } = await sql<Level>`
    select id, name, rank, service_discount_bp as "serviceDiscountBp", product_discount_bp as "productDiscountBp", version
    from level order by rank`.execute(ctx.db)
  return { items: rows }
}

export async function listTags(ctx: ReadCtx): Promise<{ items: Tag[] }> {
  return { items: await ctx.db.selectFrom('tag').select(['id', 'name', 'is_auto as isAuto']).orderBy('name').execute() }
}
