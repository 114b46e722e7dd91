import { type ReactNode, useEffect, useId } from 'react'
import styles from './states.module.css'

export interface FieldControl {
  id: string
  'aria-invalid': boolean
  'aria-describedby': string | undefined
  status: 'error' | undefined
}

interface FieldProps {
  label: ReactNode
  note?: ReactNode
  /** Words of what is wrong, as `fieldError` gives them. */
  error?: string | undefined
  children: (control: FieldControl) => ReactNode
}

/** A labelled control with its error beside it; spread what it is given onto the input. */
export function Field({ label, note, error, children }: FieldProps) {
  const id = useId()
  useEffect(() => {
    // The first field that was refused takes the focus, whichever of them noticed first.
    if (error) document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [error])
  const says = error ? `${id}-wrong` : note ? `${id}-note` : undefined
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': Boolean(error), 'aria-describedby': says, status: error ? 'error' : undefined })}
      {error && (
        <div id={`${id}-wrong`} className={styles.wrong} role="alert">
          {error}
        </div>
      )}
      {note && (
        <div id={`${id}-note`} className={styles.note}>
          {note}
        </div>
      )}
    </div>
  )
}
