/** SQL on the tables of members, tokens, tags and levels. */
import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import type { SealedPerson } from './person.ts'

/** What must hold before somebody can be enrolled, asked in one statement; takes the next running number. */
export async function enrolmentBasis(
  ctx: WriteCtx,
  input: { homeStoreId: string; levelId: string | null; tagIds: readonly string[]; number: string | null },
): Promise<{
  memberNo: number
  number: string
  isTaken: boolean
  hasStore: boolean
  levelId: string | null
  lowestLevelId: string | null
  tagCount: number
}> {
  const { rows } = await sql<{
    member_no: number
    number: string
    is_taken: boolean
    has_store: boolean
    level_id: string | null
    lowest_level_id: string | null
    tag_count: number
  }>`
    with next as (select nextval(pg_get_serial_sequence('member', 'member_no')) as member_no),
      named as (select member_no, coalesce(${input.number}::text, 'M' || lpad(member_no::text, greatest(6, length(member_no::text)), '0')) as number from next)
    select named.member_no, named.number,
      exists (select 1 from member m where m.number = named.number) as is_taken,
      exists (select 1 from store where id = ${input.homeStoreId}::uuid) as has_store,
      (select id from level where ${input.levelId}::uuid is null or id = ${input.levelId}::uuid order by rank limit 1) as level_id,
      (select id from level order by rank limit 1) as lowest_level_id,
      (select count(*) from tag where id = any(${input.tagIds}::uuid[])) as tag_count
    from named`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new Error('a running number was not given')
  return {
    memberNo: row.member_no,
    number: row.number,
    isTaken: row.is_taken,
    hasStore: row.has_store,
    levelId: row.level_id,
    lowestLevelId: row.lowest_level_id,
    tagCount: row.tag_count,
  }
}

export interface NewMemberRow extends SealedPerson {
  id: string
  memberNo: number
  number: string
  levelId: string
  homeStoreId: string
  sex: string | null
  source: string
  person_key: Buffer
}

/** Inserts a member with tokens and tags, in one statement. */
export async function insertMember(ctx: WriteCtx, row: NewMemberRow, tokens: readonly string[], tagIds: readonly string[]): Promise<void> {
  await sql`
    with member_row as (
      insert into member (id, member_no, number, level_id, home_store_id, sex, source, person_key, contact_enc, birthday_enc,
        preferences_enc, allergies_enc, notes_enc, created_by, created_at)
      overriding system value
      values (${row.id}, ${row.memberNo}, ${row.number}, ${row.levelId}, ${row.homeStoreId}, ${row.sex}, ${row.source}, ${row.person_key},
        ${row.contact_enc}, ${row.birthday_enc}, ${row.preferences_enc}, ${row.allergies_enc}, ${row.notes_enc},
        ${ctx.actor.id}, ${ctx.now})
    ), token_row as (
      insert into member_token (token, member_no) select token, ${row.memberNo}::bigint from unnest(${tokens}::bigint[]) as t(token)
    ), tag_row as (
      insert into member_tag (tag_id, member_id) select tag_id, ${row.id}::uuid from unnest(${tagIds}::uuid[]) as t(tag_id)
    )
    select 1`.execute(ctx.db)
}

export interface MemberUpdate extends SealedPerson {
  sex: string | null
  source: string
  home_store_id: string
  level_id: string
  is_active: boolean
}

/** Changes a member of exactly this version; false when there is none. */
export async function updateMemberRow(ctx: WriteCtx, id: string, version: number, change: MemberUpdate): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('member')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Makes these the tokens of a member: what is no longer so goes, what is new comes, the rest stays untouched. */
export async function replaceTokens(ctx: WriteCtx, memberNo: number, tokens: readonly string[]): Promise<void> {
  await sql`
    with gone as (
      delete from member_token where member_no = ${memberNo} and token <> all(${tokens}::bigint[])
    )
    insert into member_token (token, member_no) select token, ${memberNo}::bigint from unnest(${tokens}::bigint[]) as t(token)
    on conflict do nothing`.execute(ctx.db)
}

export async function replaceTags(ctx: WriteCtx, memberId: string, tagIds: readonly string[]): Promise<void> {
  await sql`
    with gone as (
      delete from member_tag where member_id = ${memberId} and tag_id <> all(${tagIds}::uuid[])
    )
    insert into member_tag (tag_id, member_id) select tag_id, ${memberId}::uuid from unnest(${tagIds}::uuid[]) as t(tag_id)
    on conflict do nothing`.execute(ctx.db)
}

export async function insertTag(ctx: WriteCtx, tag: { id: string; name: string }): Promise<boolean> {
  const row = await ctx.db
    .insertInto('tag')
    .values({ ...tag, created_at: ctx.now })
    .onConflict((c) => c.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface NewLevel {
  id: string
  name: string
  rank: number
  service_discount_bp: number
  product_discount_bp: number
}

/** Inserts levels whose rank and name are free; returns how many. */
export async function insertLevels(ctx: WriteCtx, levels: readonly NewLevel[]): Promise<number> {
  const rows = await ctx.db
    .insertInto('level')
    .values([...levels])
    .onConflict((c) => c.doNothing())
    .returning('id')
    .execute()
  return rows.length
}

/** Changes a level of exactly this version; false when there is none. */
export async function updateLevelRow(
  ctx: WriteCtx,
  id: string,
  version: number,
  change: { name?: string | undefined; service_discount_bp?: number | undefined; product_discount_bp?: number | undefined },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('level')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
