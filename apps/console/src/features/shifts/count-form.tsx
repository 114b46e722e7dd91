import { useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { formatFenShort } from '../../lib/money.ts'
import { useSendOnce } from '../../lib/use-send-once.ts'
import type { Counted } from './close-shift-page.tsx'
import { type CountDraft, DENOMINATIONS, type Pieces, piecesOf, quantityOf, totalFen } from './count.ts'
import { forgetShifts } from './queries.ts'
import styles from './shifts.module.css'

interface Props {
  shiftId: string
  /** The answer to the count, once it was given: nothing more is typed then. */
  counted: Counted | null
  onCounted: (counted: Counted) => void
}

/** Pieces by denomination; Enter and the arrows walk down the column, Enter in the last row gives the count. */
export function CountForm({ shiftId, counted, onCounted }: Props) {
  const { t } = useTranslation('shifts')
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState<CountDraft>({})
  const { mutation, submit } = useSendOnce(
    (pieces: Pieces[], key) =>
      answer(
        api.POST('/api/shifts/{shiftId}/counts', {
          params: { path: { shiftId } },
          body: { pieces },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    (answered) => {
      forgetShifts(queryClient)
      onCounted(answered)
    },
  )
  const send = (event: FormEvent) => {
    event.preventDefault()
    submit(piecesOf(draft))
  }
  return (
    <form className={styles.stack} onSubmit={send}>
      <table className={styles.count}>
        <thead>
          <tr>
            <th scope="col" />
            <th scope="col">{t('close.pieces')}</th>
            <th scope="col">{t('close.worth')}</th>
          </tr>
        </thead>
        <tbody onKeyDown={walk}>
          {DENOMINATIONS.map((fen, index) => (
            <tr key={fen}>
              <td>{formatFenShort(fen)}</td>
              <td>
                <Input
                  aria-label={t('close.piecesOf', { amount: formatFenShort(fen) })}
                  inputMode="numeric"
                  autoComplete="off"
                  autoFocus={index === 0}
                  maxLength={5}
                  disabled={counted !== null}
                  value={draft[fen] ?? ''}
                  onChange={(e) => setDraft({ ...draft, [fen]: e.target.value.replace(/\D/g, '') })}
                />
              </td>
              <td>
                <Money fen={fen * quantityOf(draft, fen)} tone={quantityOf(draft, fen) === 0 ? 'soft' : 'plain'} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.sum}>
        <strong>{t('close.total')}</strong>
        <Money fen={totalFen(draft)} size="large" tone="strong" />
      </div>
      <ProblemAlert error={mutation.error} />
      {counted === null && (
        <Button type="primary" size="large" block htmlType="submit" loading={mutation.isPending}>
          {t('close.confirmCount')}
        </Button>
      )}
    </form>
  )
}

/** Down the column with Enter and the arrows; past the last row Enter is the form's. */
function walk(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : 0
  if (step === 0) return
  const inputs = [...event.currentTarget.querySelectorAll('input')]
  const next = inputs[inputs.indexOf(event.target as HTMLInputElement) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
  next.select()
}
