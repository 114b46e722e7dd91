import { useTranslation } from 'react-i18next'
import type { Schema } from '../../lib/schema.ts'
import styles from './tickets.module.css'

export type ReasonCode = Schema<'RefundRequest'>['reasonCode']
const reasons: readonly ReasonCode[] = ['mistake', 'dissatisfied', 'not_performed', 'product_return', 'goodwill', 'other']

export function ReasonChoice({ value, onChange }: { value: ReasonCode | undefined; onChange: (reason: ReasonCode) => void }) {
  const { t } = useTranslation(['tickets', 'trade'])
  return (
    <div className={styles.choices} role="radiogroup" aria-label={t('refund.reason')}>
      {reasons.map((reason) => (
        // biome-ignore lint/a11y/useSemanticElements: a button is the larger target, and the group names it
        <button
          key={reason}
          type="button"
          role="radio"
          aria-checked={reason === value}
          className={styles.choice}
          onClick={() => onChange(reason)}
        >
          {t(`trade:refundReason.${reason}`)}
        </button>
      ))}
    </div>
  )
}
