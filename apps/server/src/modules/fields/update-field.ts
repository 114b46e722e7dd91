import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { requireChoices } from './create-field.ts'
import { FieldLabelTaken } from './errors.ts'
import { fieldsOf } from './queries.ts'
import { mergeChoices } from './rules.ts'
import type { CustomField, CustomFieldChange } from './schemas.ts'
import { updateFieldRow } from './store.ts'

/**
 * Changes a field read at `version`; what was filled in stays. When what members are found by changes with it, a job renews it.
 * @throws NotFound, VersionStale, FieldLabelTaken, InvalidInput
 */
export async function updateField(ctx: WriteCtx, fieldId: string, version: number, change: CustomFieldChange): Promise<CustomField> {
  const all = [...(await fieldsOf(ctx, 'member')), ...(await fieldsOf(ctx, 'product'))]
  const old = all.find((f) => f.id === fieldId)
  if (!old) throw new NotFound()
  if (all.some((f) => f.id !== fieldId && f.subject === old.subject && f.label === change.label)) {
    throw new FieldLabelTaken({ label: change.label })
  }
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<CustomField>
  const choices = change.choices === undefined ? old.choices : mergeChoices(old.choices, change.choices)
  const field: CustomField = { ...old, ...given, choices }
  requireChoices(field)
  if (!(await updateFieldRow(ctx, field, version))) throw new VersionStale()
  ctx.audit({ action: 'field.update', subjectKind: 'CustomField', subjectId: fieldId, detail: { fields: Object.keys(given) } })
  if (old.subject === 'member' && isFoundOtherwise(old, field)) ctx.enqueue('reindex_members', {})
  return { ...field, version: version + 1 }
}

function isFoundOtherwise(old: CustomField, field: CustomField): boolean {
  const before = old.isSearchable && old.isActive
  const now = field.isSearchable && field.isActive
  return before !== now || (now && (old.visibleTo !== field.visibleTo || JSON.stringify(old.choices) !== JSON.stringify(field.choices)))
}
