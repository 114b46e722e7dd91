/** What is read of members: searches by token, one member, levels, tags. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { hasAcceptedCurrentTerms } from '../contracts/index.ts'
import { openContact, openPerson, type SealedPerson, tokenOf } from './person.ts'
import { maskPhone, parsePhone, showPhone } from './phone.ts'
import { nextBirthday } from './rules.ts'
import type { Duplicate, Level, MemberChange, MemberDetail, MemberRow, Tag } from './schemas.ts'
import { classify, type Entry, fold } from './search-tokens.ts'

interface RowOfList {
  id: string
  member_no: number
  number: string
  sex: MemberRow['sex']
  level_id: string
  level_name: string
  home_store_id: string
  is_active: boolean
  version: number
  person_key: Buffer | null
  contact_enc: Buffer | null
  has_allergies: boolean
  /** In no order, null when there is none: sorting here costs a page less than sorting for each row there. */
  tags: Tag[] | null
}

const listColumns = sql`
  m.id, m.member_no, m.number, m.sex, m.level_id, l.name as level_name, m.home_store_id, m.is_active, m.version, m.person_key,
  m.contact_enc, m.allergies_enc is not null as has_allergies,
  (select json_agg(json_build_object('id', t.id, 'name', t.name)) from member_tag mt join tag t on t.id = mt.tag_id
    where mt.member_id = m.id) as tags`

export interface MemberFilter {
  q?: string | undefined
  tag?: string | undefined
  levelId?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** The list under the desk's input, the list of members, and two for whoever asks by API. */
const PAGE_SIZES = [8, 20, 50, 100]

/** Members, newest first; one statement that walks an index from its end and stops when the page is full. */
export async function searchMembers(ctx: ReadCtx, filter: MemberFilter) {
  const search = filter.q ? classify(filter.q, canSeePhone(ctx)) : { anyOf: [], allOf: [] }
  if (search === null) return { items: [], nextCursor: null }
  const allOf = [...search.allOf]
  if (filter.levelId) allOf.push({ kind: 'level', value: filter.levelId })
  if (filter.tag) allOf.push({ kind: 'tag', value: filter.tag })
  const anyOf = search.anyOf.length > 0 ? search.anyOf : allOf.splice(-1)
  const before = Number(decodeCursor(filter.cursor, 1)?.[0] ?? Number.MAX_SAFE_INTEGER)
  // Few sizes of pages, so that there are few texts to prepare.
  const wanted = PAGE_SIZES.find((size) => size >= filter.limit) ?? filter.limit
  const rows = anyOf.length > 0 ? await byTokens(ctx, anyOf, allOf, before, wanted + 1) : await newest(ctx, before, filter.limit + 1)
  return toPage(
    rows,
    filter.limit,
    (row) => toRow(ctx, row),
    (row) => [row.member_no],
  )
}

/** How far into each list one looks to tell which is the sparser. */
const LOOK_AHEAD = 500

/**
 * Members with any of some tokens and all of others. A list is walked from its newest member and left as soon as the page is full, so that
 * a search costs the same among a hundred members and among millions. Where several lists must agree the sparsest is walked and the others
 * are only asked: the sparsest is the one whose 500th member from here lies farthest back, or that has not so many.
 *
 * Planning this takes longer than running it. PostgreSQL keeps the plan of a prepared statement only when values would not promise a
 * better one, so limits are written into the text and sub-selects keep the values from the planner's eyes.
 */
export function tokenQuery(
  ctx: ReadCtx,
  anyOf: readonly Entry[],
  allOf: readonly Entry[],
  before: number,
  limit: number,
  perToken = limit,
) {
  const any = sql`(select ${anyOf.map((e) => tokenOf(ctx.brand, e))}::bigint[])`
  const all = sql`(select ${allOf.map((e) => tokenOf(ctx.brand, e))}::bigint[])`
  const below = sql`(select ${before}::bigint)`
  return sql<RowOfList>`
    select ${listColumns}
    from (
      select distinct f.member_no
      from unnest(${any}) as w(token)
      cross join lateral (
        select s.token from unnest(${all} || w.token) as s(token)
        order by case when cardinality(${all}) = 0 then 0 else coalesce(
          (select k.member_no from member_token k where k.token = s.token and k.member_no < ${below}
            order by k.member_no desc offset ${sql.lit(LOOK_AHEAD)} limit 1), 0) end
        limit 1) lead
      cross join lateral (
        select k.member_no from member_token k
        where k.token = lead.token and k.member_no < ${below}
          and (select coalesce(bool_and(exists (select 1 from member_token x where x.token = r.token and x.member_no = k.member_no)), true)
            from unnest(${all} || w.token) as r(token) where r.token <> lead.token)
        order by k.member_no desc limit ${sql.lit(perToken)}) f
      order by f.member_no desc limit ${sql.lit(limit)}) hit
    join member m on m.member_no = hit.member_no
    join level l on l.id = m.level_id
    order by m.member_no desc`
}

async function byTokens(ctx: ReadCtx, anyOf: readonly Entry[], allOf: readonly Entry[], before: number, limit: number) {
  return (await tokenQuery(ctx, anyOf, allOf, before, limit).execute(ctx.db)).rows
}

async function newest(ctx: ReadCtx, before: number, limit: number): Promise<RowOfList[]> {
  const { rows } = await sql<RowOfList>`
    select ${listColumns} from (
      select * from member where member_no < ${before}::bigint order by member_no desc limit ${limit}::integer) m
    join level l on l.id = m.level_id order by m.member_no desc`.execute(ctx.db)
  return rows
}

function canSeePhone(ctx: ReadCtx): boolean {
  return ctx.actor.can('reveal', 'Phone')
}

function phoneFor(ctx: ReadCtx, e164: string | null): string | null {
  if (e164 === null) return null
  return canSeePhone(ctx) ? showPhone(e164) : maskPhone(e164)
}

function toRow(ctx: ReadCtx, row: RowOfList): MemberRow {
  const { name, phone } = openContact(ctx.brand, row)
  return {
    id: row.id,
    number: row.number,
    name,
    phone: phoneFor(ctx, phone),
    sex: row.sex,
    level: { id: row.level_id, name: row.level_name },
    homeStoreId: row.home_store_id,
    tags: (row.tags ?? []).sort((a, b) => (a.name < b.name ? -1 : 1)),
    hasAllergies: row.has_allergies,
    isActive: row.is_active,
    version: row.version,
  }
}

type RowOfDetail = RowOfList & SealedPerson & { source: string; created_at: Temporal.Instant; zone: string }

/** Everything of one member; the phone in full only for those who may see it. @throws NotFound */
export async function memberDetail(ctx: ReadCtx, memberId: string): Promise<MemberDetail> {
  const { rows } = await sql<RowOfDetail>`
    select ${listColumns}, m.birthday_enc, m.preferences_enc, m.allergies_enc, m.notes_enc, m.source, m.created_at, s.zone
    from member m join level l on l.id = m.level_id join store s on s.id = m.home_store_id
    where m.id = ${memberId}::uuid`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new NotFound()
  const person = openPerson(ctx.brand, row)
  const today = ctx.now.toZonedDateTimeISO(row.zone).toPlainDate().toString()
  return {
    ...toRow(ctx, row),
    birthday: person.birthday === null ? null : { ...person.birthday, nextOn: nextBirthday(person.birthday, today) },
    preferences: person.preferences,
    allergies: person.allergies,
    notes: person.notes,
    source: row.source,
    termsAccepted: await hasAcceptedCurrentTerms(ctx, memberId),
    createdAt: row.created_at.toString(),
  }
}

type RowForChange = SealedPerson & {
  id: string
  member_no: number
  number: string
  level_id: string
  home_store_id: string
  sex: MemberRow['sex']
  source: string
  is_active: boolean
  version: number
  person_key: Buffer | null
  tag_ids: string[]
  has_level: boolean
  has_store: boolean
}

/** What a change of a member starts from, locked; says whether the level and the store it names exist. */
export async function memberForChange(
  ctx: ReadCtx,
  memberId: string,
  change: Pick<MemberChange, 'levelId' | 'homeStoreId'>,
): Promise<RowForChange | null> {
  const { rows } = await sql<RowForChange>`
    select m.id, m.member_no, m.number, m.level_id, m.home_store_id, m.sex, m.source, m.is_active, m.version, m.person_key,
      m.contact_enc, m.birthday_enc, m.preferences_enc, m.allergies_enc, m.notes_enc,
      (select coalesce(jsonb_agg(tag_id), '[]') from member_tag where member_id = m.id) as tag_ids,
      exists (select 1 from level where id = coalesce(${change.levelId ?? null}::uuid, m.level_id)) as has_level,
      exists (select 1 from store where id = coalesce(${change.homeStoreId ?? null}::uuid, m.home_store_id)) as has_store
    from member m where m.id = ${memberId}::uuid for update of m`.execute(ctx.db)
  return rows[0] ?? null
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
    return { id: row.id, number: row.number, name: contact.name, phone: phoneFor(ctx, contact.phone), match }
  })
  return { items: [...items.filter((i) => i.match === 'phone'), ...items.filter((i) => i.match === 'name')] }
}

export async function listLevels(ctx: ReadCtx): Promise<{ items: Level[] }> {
  const { rows } = await sql<Level>`
    select id, name, rank, service_discount_bp as "serviceDiscountBp", product_discount_bp as "productDiscountBp", version
    from level order by rank`.execute(ctx.db)
  return { items: rows }
}

export async function listTags(ctx: ReadCtx): Promise<{ items: Tag[] }> {
  return { items: await ctx.db.selectFrom('tag').select(['id', 'name']).orderBy('name').execute() }
}
