import type { ReadCtx, WriteCtx } from '../../../platform/ctx.ts'
import { NotFound, VersionStale } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { TagTaken } from '../errors.ts'
import { insertTag } from '../store.ts'
import { membersMatching } from './facts.ts'
import type { TagConditions, TagRule } from './schemas.ts'
import { applyTag, brandToday, findRules, insertRule, previewTag, renameTag, updateRuleRow } from './store.ts'

export async function listTagRules(ctx: ReadCtx): Promise<{ items: TagRule[] }> {
  return { items: await findRules(ctx) }
}

async function ruleOf(ctx: ReadCtx, ruleId: string): Promise<TagRule> {
  const [rule] = await findRules(ctx, ruleId)
  if (!rule) throw new NotFound()
  return rule
}

/** How many members conditions hold of, and what would change for a tag that exists. Nothing is written. */
export async function previewTagRule(ctx: ReadCtx, rule: TagConditions, ruleId: string | null = null) {
  const tagId = ruleId === null ? null : (await ruleOf(ctx, ruleId)).tag.id
  return previewTag(ctx, tagId, membersMatching(ctx.brand, rule, await brandToday(ctx)))
}

/** Adds a tag that a rule gives, and gives it at once. @throws TagTaken */
export async function createTagRule(ctx: WriteCtx, input: { name: string } & TagConditions): Promise<TagRule> {
  const id = newId()
  const tagId = newId()
  const { name, match, conditions } = input
  if (!(await insertTag(ctx, { id: tagId, name, is_auto: true }))) throw new TagTaken({ name })
  await insertRule(ctx, { id, tagId, conditions: { match, conditions } })
  ctx.audit({ action: 'tag_rule.create', subjectKind: 'TagRule', subjectId: id, detail: { tagId, facts: conditions.map((c) => c.fact) } })
  await evaluateTagRule(ctx, id)
  return ruleOf(ctx, id)
}

/** Changes a rule read at `version`. One that is switched off leaves nobody with its tag. @throws NotFound, VersionStale, TagTaken */
export async function updateTagRule(
  ctx: WriteCtx,
  ruleId: string,
  version: number,
  change: { name?: string | undefined; rule?: TagConditions | undefined; isActive?: boolean | undefined },
): Promise<TagRule> {
  const { tag } = await ruleOf(ctx, ruleId)
  if (!(await updateRuleRow(ctx, ruleId, version, { conditions: change.rule, isActive: change.isActive }))) throw new VersionStale()
  if (change.name !== undefined && change.name !== tag.name && !(await renameTag(ctx, tag.id, change.name))) {
    throw new TagTaken({ name: change.name })
  }
  const fields = Object.keys(change).filter((field) => change[field as keyof typeof change] !== undefined)
  ctx.audit({ action: 'tag_rule.update', subjectKind: 'TagRule', subjectId: ruleId, detail: { fields } })
  await evaluateTagRule(ctx, ruleId)
  return ruleOf(ctx, ruleId)
}

/** Gives a rule's tag to exactly those it holds of now. @throws NotFound */
export async function evaluateTagRule(ctx: WriteCtx, ruleId: string): Promise<{ count: number; added: number; removed: number }> {
  const rule = await ruleOf(ctx, ruleId)
  const conditions = { match: rule.match, conditions: rule.conditions }
  const nobody = membersMatching(ctx.brand, { match: 'all', conditions: [{ fact: 'store', storeIds: [] }] }, '2000-01-01')
  const matching = rule.isActive ? membersMatching(ctx.brand, conditions, await brandToday(ctx)) : nobody
  const result = await applyTag(ctx, { id: rule.id, tagId: rule.tag.id }, matching)
  ctx.audit({ action: 'tag_rule.evaluate', subjectKind: 'TagRule', subjectId: ruleId, detail: { ...result } })
  return result
}
