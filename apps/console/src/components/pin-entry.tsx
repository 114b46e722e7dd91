import Input from 'antd/es/input'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { TOUCH, useMedia } from '../lib/use-media.ts'
import { Field } from './field.tsx'
import styles from './pin-pad.module.css'
import { PinPad } from './pin-pad.tsx'

export interface PinPerson {
  staffId: string
  name: string
  /** What they are, in a word. */
  about: ReactNode
}

interface PeopleProps {
  label: string
  people: readonly PinPerson[]
  chosen: string | undefined
  onChoose: (staffId: string) => void
}

/** Who types the PIN: one button per person. */
export function PinPeople({ label, people, chosen, onChoose }: PeopleProps) {
  return (
    <div className={styles.people} role="toolbar" aria-label={label}>
      {people.map((person) => (
        <button
          key={person.staffId}
          type="button"
          aria-pressed={person.staffId === chosen}
          className={styles.person}
          onClick={() => onChoose(person.staffId)}
        >
          {person.name} <span>{person.about}</span>
        </button>
      ))}
    </div>
  )
}

interface PinEntryProps {
  value: string
  onChange: (pin: string) => void
  label?: ReactNode
  note?: ReactNode
  maxLength?: number
}

/** A PIN by keyboard or by thumb: one field, one pad, wherever the console asks for one. */
export function PinEntry({ value, onChange, label, note, maxLength = 8 }: PinEntryProps) {
  const { t } = useTranslation('common')
  const isTouch = useMedia(TOUCH)
  return (
    <>
      <Field label={label ?? t('approval.pin')} note={note}>
        {({ status: _, ...control }) => (
          <Input
            {...control}
            size="large"
            type="password"
            // On a tablet the pad is below; the system's own keyboard would cover it.
            inputMode={isTouch ? 'none' : 'numeric'}
            autoComplete="off"
            autoFocus
            maxLength={maxLength}
            value={value}
            onChange={(e) => onChange(e.target.value.replace(/\D/g, ''))}
          />
        )}
      </Field>
      <PinPad value={value} onChange={onChange} maxLength={maxLength} />
    </>
  )
}
