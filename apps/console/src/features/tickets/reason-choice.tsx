import { useTranslation } from 'react-i18next'
import type { Schema } from '../../lib/schema.ts'
import styles from './tickets.module.css'

export type ReasonCode = Schema<'RefundRequest'>['reasonCode']
const reasons: readonly ReasonCode[] = ['mistake', 'dissatisfied', 'not_performed', 'product_return', 'goodwill', 'other']

interface ReasonChoiceProps {
  value: ReasonCode | undefined
  error?: string | undefined
  onChange: (reason: ReasonCode) => void
}

export function ReasonChoice({ value, error, onChange }: ReasonChoiceProps) {
  const { t } = useTranslation(['tickets', 'trade'])
  return (
    <div className={styles.choices} role="radiogroup" aria-label={t('refund.reason')}>
      {reasons.map((reason, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a button is the larger target, and the group names it
        <button
          key={reason}
          type="button"
          role="radio"
          aria-checked={reason === value}
          // Only one of them, since the focus goes to what is wrong.
          aria-invalid={Boolean(error) && index === 0}
          className={styles.choice}
          onClick={() => onChange(reason)}
        >
          {t(`trade:refundReason.${reason}`)}
        </button>
      ))}
      {error && (
        <div role="alert" className={styles.wrong}>
          {error}
        </div>
      )}
    </div>
  )
}
