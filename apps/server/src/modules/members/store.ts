/** SQL on the tables of members, tokens, tags and levels. */
import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import { type SealedPerson, tokenOf } from './person.ts'
import { SPEND_STEPS_FEN } from './rules.ts'

/** What must hold before somebody can be enrolled, asked in one statement; takes the next running number. */
export async function enrolmentBasis(
  ctx: WriteCtx,
  input: { homeStoreId: string; levelId: string | null; tagIds: readonly string[]; number: string | null; adviserId: string | null },
): Promise<{
  memberNo: number
  number: string
  isTaken: boolean
  /** Of the home store; null when there is no such store. */
  zone: string | null
  hasAdviser: boolean
  levelId: string | null
  lowestLevelId: string | null
  tagCount: number
}> {
  const { rows } = await sql<{
    member_no: number
    number: string
    is_taken: boolean
    zone: string | null
    has_adviser: boolean
    level_id: string | null
    lowest_level_id: string | null
    tag_count: number
  }>`
    with next as (select nextval(pg_get_serial_sequence('member', 'member_no')) as member_no),
      named as (select member_no, coalesce(${input.number}::text, 'M' || lpad(member_no::text, greatest(6, length(member_no::text)), '0')) as number from next)
    select named.member_no, named.number,
      exists (select 1 from member m where m.number = named.number) as is_taken,
      (select zone from store where id = ${input.homeStoreId}::uuid) as zone,
      (${input.adviserId}::uuid is null or exists (select 1 from staff where id = ${input.adviserId}::uuid and is_active)) as has_adviser,
      (select id from level where ${input.levelId}::uuid is null or id = ${input.levelId}::uuid order by rank limit 1) as level_id,
      (select id from level order by rank limit 1) as lowest_level_id,
      (select count(*) from tag where id = any(${input.tagIds}::uuid[]) and not is_auto) as tag_count
    from named`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new Error('a running number was not given')
  return {
    memberNo: row.member_no,
    number: row.number,
    isTaken: row.is_taken,
    zone: row.zone,
    hasAdviser: row.has_adviser,
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
  adviserId: string | null
  phoneHash: Buffer | null
  person_key: Buffer
}

/** Inserts a member with tokens and tags, in one statement. */
export async function insertMember(ctx: WriteCtx, row: NewMemberRow, tokens: readonly string[], tagIds: readonly string[]): Promise<void> {
  await sql`
    with member_row as (
      insert into member (id, member_no, number, level_id, home_store_id, sex, source, person_key, contact_enc, birthday_enc,
        preferences_enc, allergies_enc, notes_enc, fields_enc, phone_hash, adviser_id, created_by, created_at)
      overriding system value
      values (${row.id}, ${row.memberNo}, ${row.number}, ${row.levelId}, ${row.homeStoreId}, ${row.sex}, ${row.source}, ${row.person_key},
        ${row.contact_enc}, ${row.birthday_enc}, ${row.preferences_enc}, ${row.allergies_enc}, ${row.notes_enc}, ${row.fields_enc}, ${row.phoneHash}, ${row.adviserId},
        ${ctx.actor.id}, ${ctx.now})
    ), token_row as (
      insert into member_token (token, member_no) select token, ${row.memberNo}::bigint from unnest(${tokens}::bigint[]) as t(token)
    ), tag_row as (
      insert into member_tag (tag_id, member_id) select tag_id, ${row.id}::uuid from unnest(${tagIds}::uuid[]) as t(tag_id)
    ), stat_row as (
      insert into member_stat (member_no, visits, spend_fen) values (${row.memberNo}, 0, 0)
    )
    select 1`.execute(ctx.db)
}

export interface MemberUpdate extends SealedPerson {
  sex: string | null
  source: string
  home_store_id: string
  level_id: string
  adviser_id: string | null
  phone_hash: Buffer | null
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

/** Makes these the tokens of a member: what is no longer so goes, what is new comes; what the nightly figures gave stays. */
export async function replaceTokens(ctx: WriteCtx, memberNo: number, tokens: readonly string[]): Promise<void> {
  const kept = [...tokens, ...SPEND_STEPS_FEN.map((step) => tokenOf(ctx.brand, { kind: 'spend', value: String(step) }))]
  await sql`
    with gone as (
      delete from member_token where member_no = ${memberNo} and token <> all(${kept}::bigint[])
    )
    insert into member_token (token, member_no) select token, ${memberNo}::bigint from unnest(${tokens}::bigint[]) as t(token)
    on conflict do nothing`.execute(ctx.db)
}

export async function addTokens(ctx: WriteCtx, memberId: string, tokens: readonly string[]): Promise<void> {
  await sql`
    insert into member_token (token, member_no)
    select t.token, member.member_no from unnest(${tokens}::bigint[]) as t(token) cross join member where member.id = ${memberId}
    on conflict do nothing`.execute(ctx.db)
}

export async function removeTokens(ctx: WriteCtx, memberId: string, tokens: readonly string[]): Promise<void> {
  await sql`
    delete from member_token where token = any(${tokens}::bigint[])
      and member_no = (select member_no from member where id = ${memberId})`.execute(ctx.db)
}

/** A holder without a person, a level's discount or a way to be found. */
export async function insertHolder(
  ctx: WriteCtx,
  row: { id: string; memberNo: number; number: string; levelId: string; homeStoreId: string },
): Promise<void> {
  await sql`
    insert into member (id, member_no, number, level_id, home_store_id, is_anonymous, created_by, created_at) overriding system value
    values (${row.id}, ${row.memberNo}, ${row.number}, ${row.levelId}, ${row.homeStoreId}, true, ${ctx.actor.id}, ${ctx.now})`.execute(
    ctx.db,
  )
}

/** Makes these the tags given to a member by hand; those given by rules stay. */
export async function replaceTags(ctx: WriteCtx, memberId: string, tagIds: readonly string[]): Promise<void> {
  await sql`
    with gone as (
      delete from member_tag where member_id = ${memberId} and tag_id <> all(${tagIds}::uuid[])
        and tag_id in (select id from tag where not is_auto)
    )
    insert into member_tag (tag_id, member_id) select tag_id, ${memberId}::uuid from unnest(${tagIds}::uuid[]) as t(tag_id)
    on conflict do nothing`.execute(ctx.db)
}

export async function insertTag(ctx: WriteCtx, tag: { id: string; name: string; is_auto: boolean }): Promise<boolean> {
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

/** Puts the hash of the phone beside members who have none yet. */
export async function fillPhoneHashes(ctx: WriteCtx, rows: readonly { id: string; hash: Buffer | null }[]): Promise<void> {
  const hashes = rows.flatMap((r) => (r.hash === null ? [] : [{ id: r.id, hash: r.hash.toString('hex') }]))
  await sql`
    update member set phone_hash = decode(r.hash, 'hex') from jsonb_to_recordset(${JSON.stringify(hashes)}::jsonb) as r(id uuid, hash text)
    where member.id = r.id and member.phone_hash is distinct from decode(r.hash, 'hex')`.execute(ctx.db)
}
