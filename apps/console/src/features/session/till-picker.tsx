import { LockOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PinEntry } from '../../components/pin-entry.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { shortName } from '../../lib/names.ts'
import type { Schema } from '../../lib/schema.ts'
import { GAP_MS } from '../../lib/wedge.ts'
import { takeTill } from './queries.ts'
import styles from './till-picker.module.css'

const PIN_LENGTH = 6
/** Several gaps between two keys of a scanner. */
const SETTLED_MS = 3 * GAP_MS
type Person = Schema<'TillPerson'>

interface TillPickerProps {
  till: Schema<'SharedTill'>
  /** Who stood here last: offered first. */
  lastId?: string | undefined
  note?: string
  onTaken: (me: Schema<'Me'>) => void | Promise<void>
  onPassword: () => void
}

/** Faces of a shared till, then six digits: whoever types them stands at it. */
export function TillPicker({ till, lastId, note, onTaken, onPassword }: TillPickerProps) {
  const { t } = useTranslation(['session', 'common', 'trade'])
  const [chosenId, setChosen] = useState(lastId)
  const chosen = till.people.find((person) => person.staffId === chosenId)
  return (
    <section className={styles.picker} aria-label={t('till.title', { name: till.name })}>
      <div className={styles.head}>
        <LockOutlined aria-hidden="true" />
        <h1>{till.storeName}</h1>
        <span>{till.name}</span>
      </div>
      {note && <p className={styles.note}>{note}</p>}
      {chosen ? (
        <PinForm person={chosen} onTaken={onTaken} onBack={() => setChosen(undefined)} />
      ) : (
        <div className={styles.people} role="toolbar" aria-label={t('till.who')}>
          {till.people.map((person) => (
            <button key={person.staffId} type="button" className={styles.person} onClick={() => setChosen(person.staffId)}>
              <span className={styles.face} aria-hidden="true">
                {shortName(person.name)}
              </span>
              <strong className="yb-truncate">{person.name}</strong>
              <span className={styles.position}>{t(`trade:position.${person.position}`)}</span>
            </button>
          ))}
        </div>
      )}
      <Button type="text" block onClick={onPassword}>
        {t('till.password')}
      </Button>
    </section>
  )
}

function PinForm({ person, onTaken, onBack }: { person: Person; onTaken: TillPickerProps['onTaken']; onBack: () => void }) {
  const { t } = useTranslation(['session', 'common'])
  const [pin, setPin] = useState('')
  const take = useMutation({
    mutationFn: (typed: string) => takeTill({ staffId: person.staffId, pin: typed }),
    onSuccess: (me) => onTaken(me),
    onError: () => setPin(''),
  })
  const { mutate, isPending } = take
  const isOpen = take.isIdle || take.isError
  useEffect(() => {
    // The last digit sends it, once it is sure that no scanner goes on typing.
    if (pin.length < PIN_LENGTH || !isOpen) return
    const timer = setTimeout(() => mutate(pin), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [pin, isOpen, mutate])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (pin.length === PIN_LENGTH && !isPending) mutate(pin)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.chosen}>
        <span className={styles.face} aria-hidden="true">
          {shortName(person.name)}
        </span>
        <strong>{person.name}</strong>
        <Button onClick={onBack}>{t('till.other')}</Button>
      </div>
      <ProblemAlert error={take.error} />
      <PinEntry label={t('till.pin')} value={pin} onChange={setPin} maxLength={PIN_LENGTH} />
      <Button type="primary" size="large" htmlType="submit" block disabled={pin.length < PIN_LENGTH} loading={isPending}>
        {t('till.enter')}
      </Button>
    </form>
  )
}
