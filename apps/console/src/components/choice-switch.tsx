import type { ReactNode } from 'react'
import styles from './choice-switch.module.css'

export interface Choice<T extends string> {
  value: T
  /** What the button shows. */
  shown: ReactNode
  /** Its whole name, for a tooltip and for who cannot see it. */
  name: string
  lang?: string
}

interface ChoiceSwitchProps<T extends string> {
  label: string
  value: T
  choices: readonly Choice<T>[]
  onChoose: (value: T) => void
}

/** A few choices side by side, one of them in force; one tap changes it. */
export function ChoiceSwitch<T extends string>({ label, value, choices, onChoose }: ChoiceSwitchProps<T>) {
  return (
    <div className={styles.switch} role="toolbar" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          lang={choice.lang}
          title={choice.name}
          aria-pressed={choice.value === value}
          className={styles.choice}
          onClick={() => onChoose(choice.value)}
        >
          <span aria-hidden="true">{choice.shown}</span>
          <span className="yb-visually-hidden">{choice.name}</span>
        </button>
      ))}
    </div>
  )
}
