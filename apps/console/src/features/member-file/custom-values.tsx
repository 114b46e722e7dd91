import { useQuery } from '@tanstack/react-query'
import Checkbox from 'antd/es/checkbox'
import Select from 'antd/es/select'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { SelectField, TextField } from '../../components/inputs.tsx'
import { customFieldsQuery } from './queries.ts'
import type { CustomField, FieldValue, ValueDrafts } from './value-drafts.ts'

/** A value in the words of its field. */
export function valueWords(t: TFunction, field: CustomField, value: FieldValue): string {
  if (typeof value === 'boolean') return t(value ? 'memberfile:yes' : 'memberfile:no')
  const label = (key: string) => field.choices.find((c) => c.key === key)?.label ?? key
  if (Array.isArray(value)) return value.map(label).join(t('memberfile:listComma'))
  return field.kind === 'choice' ? label(String(value)) : String(value)
}

interface CustomInputsProps {
  subject: 'member' | 'product'
  drafts: ValueDrafts
  onChange: (drafts: ValueDrafts) => void
  errorOf: (path: string) => string | undefined
  /** Only those that have to be filled: where there is little room. */
  onlyRequired?: boolean
}

/** The brand's own fields as inputs, in their order. */
export function CustomInputs({ subject, drafts, onChange, errorOf, onlyRequired = false }: CustomInputsProps) {
  const fields = useQuery(customFieldsQuery(subject))
  const shown = (fields.data?.items ?? []).filter((f) => f.isActive && (f.isRequired || !onlyRequired))
  return shown.map((field) => (
    <CustomInput
      key={field.id}
      field={field}
      value={drafts[field.id]}
      error={errorOf(`fields.${field.id}`)}
      onChange={(value) => onChange({ ...drafts, [field.id]: value })}
    />
  ))
}

interface CustomInputProps {
  field: CustomField
  value: ValueDrafts[string]
  error: string | undefined
  onChange: (value: ValueDrafts[string]) => void
}

function CustomInput({ field, value, error, onChange }: CustomInputProps) {
  const { t } = useTranslation('memberfile')
  const label = field.isRequired ? `${field.label} *` : field.label
  const chosen = Array.isArray(value) ? value : [value]
  const options = field.choices.filter((c) => c.isActive || chosen.includes(c.key)).map((c) => ({ value: c.key, label: c.label }))
  if (field.kind === 'boolean') {
    return (
      <Field label={label} error={error}>
        {({ id }) => (
          <Checkbox id={id} checked={value === true} onChange={(e) => onChange(e.target.checked)}>
            {t('yes')}
          </Checkbox>
        )}
      </Field>
    )
  }
  if (field.kind === 'choice') {
    return (
      <SelectField
        label={label}
        error={error}
        allowClear
        onClear={() => onChange(undefined)}
        value={typeof value === 'string' ? value : undefined}
        onChange={onChange}
        options={options}
      />
    )
  }
  if (field.kind === 'multi') {
    return (
      <Field label={label} error={error}>
        {(control) => (
          <Select
            {...control}
            mode="multiple"
            style={{ width: '100%' }}
            value={Array.isArray(value) ? value : []}
            onChange={(keys: string[]) => onChange(keys)}
            options={options}
            showSearch={{ optionFilterProp: 'label' }}
          />
        )}
      </Field>
    )
  }
  return (
    <TextField
      label={label}
      error={error}
      value={typeof value === 'string' ? value : ''}
      type={field.kind === 'date' ? 'date' : 'text'}
      inputMode={field.kind === 'number' ? 'decimal' : 'text'}
      maxLength={500}
      onChange={onChange}
    />
  )
}
