import Input from 'antd/es/input'
import type { ReactNode } from 'react'
import { Field } from '../../components/field.tsx'
import { PinPad } from '../../components/pin-pad.tsx'
import styles from './cards.module.css'

export const PIN_LENGTH = 6

interface PinEntryProps {
  label: ReactNode
  note?: ReactNode
  error?: string | undefined
  value: string
  onChange: (pin: string) => void
}

/** Six digits, typed by the member: on the pad of the screen that is turned to them, or on a keyboard. */
export function PinEntry({ label, note, error, value, onChange }: PinEntryProps) {
  const keep = (text: string) => onChange(text.replaceAll(/\D/g, '').slice(0, PIN_LENGTH))
  return (
    <div className={styles.entry}>
      <Field label={label} note={note} error={error}>
        {(control) => (
          <Input
            {...control}
            size="large"
            type="password"
            inputMode="numeric"
            autoComplete="off"
            autoFocus
            maxLength={PIN_LENGTH}
            className={styles.pin}
            value={value}
            onChange={(e) => keep(e.target.value)}
          />
        )}
      </Field>
      <PinPad value={value} onChange={keep} />
    </div>
  )
}
