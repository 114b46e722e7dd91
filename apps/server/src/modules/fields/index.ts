/** Fields a brand adds to members and products: definitions, and the rules their values obey. */
import type { ReadCtx } from '../../platform/ctx.ts'
import { FieldsInvalid } from './errors.ts'
import { applyValues } from './rules.ts'
import type { CustomField, FieldValueChanges, FieldValues } from './schemas.ts'
import { fieldsSeenBy } from './visibility.ts'

export { createField } from './create-field.ts'
export { FieldsInvalid } from './errors.ts'
export { fieldsOf } from './queries.ts'
export { searchWords, valueInWords } from './rules.ts'
export {
  type CustomField,
  type FieldValue,
  type FieldValueChanges,
  type FieldValues,
  type FieldVisibility,
  fieldValueChanges,
  fieldValues,
} from './schemas.ts'
export { circlesOf, valuesSeenBy } from './visibility.ts'

/**
 * Changes values as an actor who sees `fields` only in part may.
 * @param asksAll whether every field that has to be filled must be, as when somebody new is entered
 * @throws FieldsInvalid with the path of every field that does not fit
 */
export function changeValues(
  ctx: ReadCtx,
  fields: readonly CustomField[],
  before: FieldValues,
  changes: FieldValueChanges,
  asksAll: boolean,
): FieldValues {
  const mine = fieldsSeenBy(
    ctx.actor,
    fields.filter((f) => f.isActive),
  )
  const { values, errors } = applyValues(mine, before, changes, asksAll)
  if (errors.length > 0) throw new FieldsInvalid({}, errors)
  return values
}
