import { fieldsOf, valueInWords } from '../../modules/fields/index.ts'
import { memberDetail, proposedChoices, readRecord, UNDO_DAYS } from '../../modules/members/index.ts'
import type { ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { factsOf, type SideFacts } from './facts.ts'
import { obstaclesOf } from './merge.ts'
import type { MergePreview } from './schemas.ts'

const TEXTS = ['preferences', 'allergies', 'notes']

type Detail = Awaited<ReturnType<typeof memberDetail>>

/** Two records side by side: what differs, what each owns, what stands in the way. Nothing is written. @throws NotFound */
export async function previewMerge(ctx: ReadCtx, survivorId: string, mergedId: string): Promise<MergePreview> {
  const [survivor, merged] = [await memberDetail(ctx, survivorId), await memberDetail(ctx, mergedId)]
  const [a, b] = [await readRecord(ctx, survivorId), await readRecord(ctx, mergedId)]
  const facts = await factsOf(ctx, [survivorId, mergedId])
  const [own, theirs] = [facts.get(survivorId), facts.get(mergedId)]
  if (!own || !theirs || !a || !b) throw new NotFound()
  const fields = await fieldsOf(ctx, 'member')
  const words = (detail: Detail, field: string) => wordsOf(detail, field, fields)
  const obstacles = obstaclesOf(own, theirs).map((o) => o.code)
  if (survivor.mergedInto !== null || merged.mergedInto !== null) obstacles.push('member_merged')
  return {
    survivor: sideOf(ctx, survivor, own),
    merged: sideOf(ctx, merged, theirs),
    differences: Object.entries(proposedChoices(a, b))
      // Values that the asker does not see are merged as proposed and not shown.
      .filter(([field]) => !field.startsWith('field:') || words(merged, field) !== '')
      .map(([field, proposed]) => ({
        ...{ field, proposed },
        survivor: words(survivor, field),
        merged: words(merged, field),
        canKeepBoth: TEXTS.includes(field) && words(survivor, field) !== '',
      })),
    obstacles,
    undoDays: UNDO_DAYS,
  }
}

function sideOf(ctx: ReadCtx, detail: Detail, facts: SideFacts): MergePreview['survivor'] {
  const { id, number, name, version, createdAt, tags } = detail
  return {
    ...{ id, number, name, version, createdAt },
    ...{ tickets: facts.tickets, heldBills: facts.heldBills, passes: facts.passes },
    balanceFen: ctx.actor.can('read', 'Wallet') ? facts.balanceFen : null,
    owedFen: ctx.actor.can('read', 'Credit') ? facts.owedFen : null,
    depositsFen: ctx.actor.can('read', 'Ticket') ? facts.depositsFen : null,
    tags: tags.map((tag) => tag.name),
    household: facts.household !== null,
  }
}

/** A value as the page shows it; dates and codes are left to the page's own words. */
function wordsOf(detail: Detail, field: string, fields: Awaited<ReturnType<typeof fieldsOf>>): string {
  if (field.startsWith('field:')) {
    const id = field.slice(6)
    const known = fields.find((f) => f.id === id)
    const value = detail.fields[id]
    return known === undefined || value === undefined ? '' : valueInWords(known, value)
  }
  switch (field) {
    case 'levelId':
      return detail.level.name
    case 'adviserId':
      return detail.adviser?.name ?? ''
    case 'birthday':
      return detail.birthday === null ? '' : JSON.stringify(detail.birthday)
    default: {
      const value: unknown = detail[field as keyof Detail]
      return value === null || value === undefined ? '' : String(value)
    }
  }
}
