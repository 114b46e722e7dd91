import { problem } from '../../platform/errors.ts'

export const FieldsInvalid = problem('fields_invalid', 422, 'A value does not fit its field')
export const FieldLabelTaken = problem('field_label_taken', 409, 'There is a field of this name already')
