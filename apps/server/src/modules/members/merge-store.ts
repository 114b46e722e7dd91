/** SQL of merges: pointers between records, tags that came along, and the record of each merge. */
import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import type { Choices } from './merge-rules.ts'

/** Points a record, and those already pointing to it, to the survivor; it is found no more by itself. @returns who else was pointed */
export async function pointTo(ctx: WriteCtx, mergedId: string, survivorId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with token_gone as (
      delete from member_token where member_no = (select member_no from member where id = ${mergedId}::uuid)
    ), pointed as (
      update member set merged_into_id = ${survivorId}::uuid, version = version + 1
      where id = ${mergedId}::uuid or merged_into_id = ${mergedId}::uuid returning id
    )
    select id from pointed where id <> ${mergedId}::uuid order by id`.execute(ctx.db)
  return rows.map((r) => r.id)
}

export async function pointBack(ctx: WriteCtx, mergedId: string, repointed: readonly string[]): Promise<void> {
  await sql`
    update member set merged_into_id = case when id = ${mergedId}::uuid then null else ${mergedId}::uuid end, version = version + 1
    where id = ${mergedId}::uuid or id = any(${repointed}::uuid[])`.execute(ctx.db)
}

/** Gives the survivor the tags that the other was given by hand. @returns those it had not */
export async function addTags(ctx: WriteCtx, survivorId: string, mergedId: string): Promise<string[]> {
  const { rows } = await sql<{ tag_id: string }>`
    insert into member_tag (tag_id, member_id)
    select mt.tag_id, ${survivorId}::uuid from member_tag mt join tag t on t.id = mt.tag_id and not t.is_auto
    where mt.member_id = ${mergedId}::uuid on conflict do nothing returning tag_id`.execute(ctx.db)
  return rows.map((r) => r.tag_id)
}

export async function removeTags(ctx: WriteCtx, memberId: string, tagIds: readonly string[]): Promise<void> {
  await sql`delete from member_tag where member_id = ${memberId}::uuid and tag_id = any(${tagIds}::uuid[])`.execute(ctx.db)
}

interface MergeRow {
  id: string
  survivorId: string
  mergedId: string
  choices: Choices
  repointed: string[]
  addedTagIds: string[]
  /** What the survivor was before and after, sealed under its key, in hexadecimal. */
  sealed: string
  /** What other rooms need to take their part back. */
  context: unknown
}

export async function insertMerge(ctx: WriteCtx, row: MergeRow): Promise<void> {
  const { id, survivorId, mergedId, choices, ...before } = row
  await ctx.db
    .insertInto('member_merge')
    .values({
      id,
      survivor_id: survivorId,
      merged_id: mergedId,
      choices: JSON.stringify(choices),
      before: JSON.stringify(before),
      merged_by: ctx.actor.id,
      merged_at: ctx.now,
    })
    .execute()
}

export async function lockMerge(ctx: WriteCtx, id: string) {
  const row = await ctx.db.selectFrom('member_merge').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) return null
  const { repointed, addedTagIds, sealed, context } = row.before as unknown as MergeRow
  return {
    survivorId: row.survivor_id,
    mergedId: row.merged_id,
    mergedAt: row.merged_at,
    isUndone: row.undone_at !== null,
    context: context as Record<string, unknown>,
    ...{ repointed, addedTagIds, sealed },
  }
}

export async function markUndone(ctx: WriteCtx, id: string): Promise<void> {
  await ctx.db.updateTable('member_merge').set({ undone_by: ctx.actor.id, undone_at: ctx.now }).where('id', '=', id).execute()
}

export async function insertDistinct(ctx: WriteCtx, firstId: string, secondId: string): Promise<void> {
  await ctx.db
    .insertInto('member_distinct')
    .values({ first_id: firstId, second_id: secondId, said_by: ctx.actor.id, at: ctx.now })
    .onConflict((c) => c.doNothing())
    .execute()
}

export interface PastMerge {
  id: string
  mergedId: string
  mergedNumber: string
  mergedBy: string | null
  mergedAt: Temporal.Instant
}

/** Merges into a member that can still be taken back, newest first. */
export async function openMerges(ctx: ReadCtx, survivorId: string, since: Temporal.Instant): Promise<PastMerge[]> {
  const { rows } = await sql<PastMerge>`
    select g.id, g.merged_id as "mergedId", m.number as "mergedNumber", s.name as "mergedBy", g.merged_at as "mergedAt"
    from member_merge g join member m on m.id = g.merged_id left join staff s on s.id = g.merged_by
    where g.survivor_id = ${survivorId}::uuid and g.undone_at is null and g.merged_at >= ${since} order by g.merged_at desc, g.id desc`.execute(
    ctx.db,
  )
  return rows
}
