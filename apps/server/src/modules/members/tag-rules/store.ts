/** SQL on automatic tags: rules, and whom they give their tags to. */

import { type RawBuilder, sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../../platform/ctx.ts'
import { dateIn } from '../../../platform/time.ts'
import { tokenOf } from '../person.ts'
import type { TagConditions, TagRule } from './schemas.ts'

interface RuleRow {
  id: string
  tag_id: string
  tag_name: string
  conditions: TagConditions
  is_active: boolean
  member_count: number
  evaluated_at: Temporal.Instant | null
  version: number
}

export async function findRules(ctx: ReadCtx, ruleId: string | null = null): Promise<TagRule[]> {
  const { rows } = await sql<RuleRow>`
    select r.id, r.tag_id, t.name as tag_name, r.conditions, r.is_active, r.evaluated_at, r.version,
      (select count(*) from member_tag mt where mt.tag_id = r.tag_id) as member_count
    from tag_rule r join tag t on t.id = r.tag_id where ${ruleId}::uuid is null or r.id = ${ruleId}::uuid
    order by t.name`.execute(ctx.db)
  return rows.map((r) => ({
    id: r.id,
    tag: { id: r.tag_id, name: r.tag_name },
    ...r.conditions,
    isActive: r.is_active,
    memberCount: r.member_count,
    evaluatedAt: r.evaluated_at?.toString() ?? null,
    version: r.version,
  }))
}

export async function insertRule(ctx: WriteCtx, rule: { id: string; tagId: string; conditions: TagConditions }): Promise<void> {
  await ctx.db
    .insertInto('tag_rule')
    .values({ id: rule.id, tag_id: rule.tagId, conditions: JSON.stringify(rule.conditions), created_at: ctx.now })
    .execute()
}

/** Changes a rule of exactly this version; false when there is none. */
export async function updateRuleRow(
  ctx: WriteCtx,
  id: string,
  version: number,
  change: { conditions?: TagConditions | undefined; isActive?: boolean | undefined },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('tag_rule')
    .set({
      ...(change.conditions === undefined ? {} : { conditions: JSON.stringify(change.conditions) }),
      ...(change.isActive === undefined ? {} : { is_active: change.isActive }),
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** False when another tag has the name. */
export async function renameTag(ctx: WriteCtx, tagId: string, name: string): Promise<boolean> {
  const { rows } = await sql`
    update tag set name = ${name} where id = ${tagId}::uuid and not exists (select 1 from tag o where o.name = ${name} and o.id <> ${tagId}::uuid)
    returning id`.execute(ctx.db)
  return rows.length > 0
}

/** Makes exactly these the carriers of a tag, by its rows and by what they are found by, in one statement. */
export async function applyTag(
  ctx: WriteCtx,
  rule: { id: string; tagId: string },
  matching: RawBuilder<unknown>,
): Promise<{ count: number; added: number; removed: number }> {
  const token = tokenOf(ctx.brand, { kind: 'tag', value: rule.tagId })
  const { rows } = await sql<{ count: number; added: number; removed: number }>`
    with hit as materialized (${matching}),
      gone as (
        delete from member_tag mt where mt.tag_id = ${rule.tagId}::uuid and mt.member_id not in (select id from hit) returning 1
      ), gone_token as (
        delete from member_token k where k.token = ${token}::bigint and k.member_no not in (select member_no from hit)
      ), come as (
        insert into member_tag (tag_id, member_id) select ${rule.tagId}::uuid, id from hit on conflict do nothing returning 1
      ), come_token as (
        insert into member_token (token, member_no) select ${token}::bigint, member_no from hit on conflict do nothing
      ), noted as (
        update tag_rule set evaluated_at = ${ctx.now} where id = ${rule.id}::uuid
      )
    select (select count(*) from hit) as count, (select count(*) from come) as added, (select count(*) from gone) as removed`.execute(
    ctx.db,
  )
  return rows[0] ?? { count: 0, added: 0, removed: 0 }
}

/** What applying would do. */
export async function previewTag(ctx: ReadCtx, tagId: string | null, matching: RawBuilder<unknown>) {
  const { rows } = await sql<{ count: number; added: number; removed: number }>`
    with hit as materialized (${matching}), now as (select member_id from member_tag where tag_id = ${tagId}::uuid)
    select (select count(*) from hit) as count, (select count(*) from hit where id not in (select member_id from now)) as added,
      (select count(*) from now where member_id not in (select id from hit)) as removed`.execute(ctx.db)
  return rows[0] ?? { count: 0, added: 0, removed: 0 }
}

/** Today where the brand's first store is. */
export async function brandToday(ctx: ReadCtx): Promise<string> {
  const store = await ctx.db.selectFrom('store').select('zone').orderBy('created_at').orderBy('id').limit(1).executeTakeFirst()
  return dateIn(ctx.now, store?.zone ?? 'Asia/Shanghai')
}
