import Input from 'antd/es/input'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseYuan, plainYuan } from '../../lib/money.ts'
import styles from './tickets.module.css'

interface AmountPickProps {
  name: string
  leftFen: number
  /** What is chosen; 0 while nothing is, or while what stands in the field is no amount that may go back. */
  fen: number
  onChange: (fen: number) => void
}

/** How much of a line that is an amount goes back, typed in yuan. */
export function AmountPick({ name, leftFen, fen, onChange }: AmountPickProps) {
  const { t } = useTranslation('tickets')
  const id = useId()
  const [typed, setTyped] = useState({ text: '', fen: 0 })
  // Chosen from outside, by “everything”, the field follows.
  const text = typed.fen === fen ? typed.text : plainYuan(fen)
  const meant = text.trim() === '' ? 0 : parseYuan(text)
  const isWrong = meant === null || meant > leftFen
  const type = (next: string) => {
    const value = next.trim() === '' ? 0 : parseYuan(next)
    const good = value !== null && value <= leftFen ? value : 0
    setTyped({ text: next, fen: good })
    onChange(good)
  }
  return (
    <div className={styles.amountPick}>
      <Input
        size="large"
        inputMode="decimal"
        autoComplete="off"
        prefix="￥"
        aria-label={t('refund.fenOf', { name })}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? id : undefined}
        {...(isWrong ? { status: 'error' as const } : {})}
        disabled={leftFen === 0}
        placeholder="0.00"
        value={text}
        onChange={(event) => type(event.target.value)}
      />
      {isWrong && (
        <div id={id} role="alert" className={styles.wrong}>
          {t('refund.fenMost', { fen: leftFen })}
        </div>
      )}
    </div>
  )
}
