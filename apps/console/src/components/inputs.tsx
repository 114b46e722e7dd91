import Input from 'antd/es/input'
import Select from 'antd/es/select'
import type { ReactNode } from 'react'
import { Field } from './field.tsx'

interface CommonProps {
  label: ReactNode
  note?: ReactNode
  error?: string | undefined
  disabled?: boolean
}

interface TextFieldProps extends CommonProps {
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'tel' | 'password' | 'date' | 'search'
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel'
  autoComplete?: string
  autoFocus?: boolean
  maxLength?: number
  placeholder?: string
  prefix?: ReactNode
  suffix?: ReactNode
}

export function TextField({ label, note, error, onChange, autoComplete = 'off', ...input }: TextFieldProps) {
  return (
    <Field label={label} note={note} error={error}>
      {(control) => <Input {...control} {...input} autoComplete={autoComplete} onChange={(e) => onChange(e.target.value)} />}
    </Field>
  )
}

interface AreaFieldProps extends CommonProps {
  value: string
  onChange: (value: string) => void
  rows?: number
  maxLength?: number
  placeholder?: string
}

export function AreaField({ label, note, error, onChange, rows = 2, ...input }: AreaFieldProps) {
  return (
    <Field label={label} note={note} error={error}>
      {(control) => (
        <Input.TextArea
          {...control}
          {...input}
          autoSize={{ minRows: rows, maxRows: Math.max(rows, 16) }}
          onChange={(e) => onChange(e.target.value)}
        />
      )}
    </Field>
  )
}

/** An amount in yuan, kept as typed; the form reads it with `parseYuan` when it is sent. */
export function MoneyField(props: Omit<TextFieldProps, 'type' | 'inputMode' | 'prefix'>) {
  return <TextField {...props} inputMode="decimal" prefix="￥" />
}

/** A whole number, kept as typed. */
export function NumberField({ onChange, ...props }: Omit<TextFieldProps, 'type' | 'inputMode'>) {
  return <TextField {...props} inputMode="numeric" onChange={(text) => onChange(text.replace(/\D/g, ''))} />
}

interface SelectFieldProps<Value extends string> extends CommonProps {
  value: Value | undefined
  onChange: (value: Value) => void
  options: readonly { value: Value; label: ReactNode; disabled?: boolean }[]
  placeholder?: string
  allowClear?: boolean
  onClear?: () => void
  search?: boolean
}

export function SelectField<Value extends string>({ label, note, error, options, search = false, ...select }: SelectFieldProps<Value>) {
  return (
    <Field label={label} note={note} error={error}>
      {(control) => (
        <Select<Value>
          {...control}
          {...select}
          options={[...options]}
          popupMatchSelectWidth={false}
          {...(search ? { showSearch: { optionFilterProp: 'label' } } : {})}
          style={{ width: '100%' }}
        />
      )}
    </Field>
  )
}
