import type { WriteCtx } from '../../platform/ctx.ts'
import { InvalidInput } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { FieldLabelTaken } from './errors.ts'
import { mergeChoices } from './rules.ts'
import { type CustomField, type NewCustomField, newCustomField } from './schemas.ts'
import { insertField } from './store.ts'

/** Adds a field to members or products. @throws FieldLabelTaken, InvalidInput */
export async function createField(ctx: WriteCtx, input: NewCustomField): Promise<CustomField> {
  const parsed = newCustomField.parse(input)
  const field: CustomField = { ...parsed, id: newId(), choices: mergeChoices([], parsed.choices), isActive: true, version: 1 }
  requireChoices(field)
  if (!(await insertField(ctx, field))) throw new FieldLabelTaken({ label: field.label })
  const { subject, kind, visibleTo } = field
  ctx.audit({ action: 'field.create', subjectKind: 'CustomField', subjectId: field.id, detail: { subject, kind, visibleTo } })
  return field
}

/** @throws InvalidInput when there is nothing to choose from */
export function requireChoices(field: CustomField): void {
  const isChosen = field.kind === 'choice' || field.kind === 'multi'
  if (!isChosen || field.choices.some((c) => c.isActive)) return
  throw new InvalidInput({}, [{ path: 'choices', code: 'too_small', message: 'nothing to choose from' }])
}
