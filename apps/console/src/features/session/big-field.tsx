import Input from 'antd/es/input'
import type { ReactNode } from 'react'
import { Field } from '../../components/field.tsx'

interface BigFieldProps {
  label: string
  note?: ReactNode
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'password'
  inputMode?: 'numeric' | 'text'
  autoComplete: string
  autoFocus?: boolean
}

/** A field of the way in: large, and taken as typed. */
export function BigField({ label, note, onChange, ...input }: BigFieldProps) {
  return (
    <Field label={label} note={note}>
      {({ status, ...control }) => (
        <Input
          {...control}
          {...(status ? { status } : {})}
          {...input}
          size="large"
          autoCapitalize="none"
          required
          onChange={(e) => onChange(e.target.value)}
        />
      )}
    </Field>
  )
}
