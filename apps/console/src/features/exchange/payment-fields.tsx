import type { Quote } from '@yunbin/api-client'
import Checkbox from 'antd/es/checkbox'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyField } from '../../components/inputs.tsx'
import { Money } from '../../components/money.tsx'
import { parseYuan } from '../../lib/money.ts'
import styles from '../tickets/tickets.module.css'
import { type Payment, restOf, storedOf, ways } from './exchange-draft.ts'

interface PaymentFieldsProps {
  /** As far as the goods and the member's own means pay. */
  plan: Quote
  /** With the money chosen. */
  paid: Quote | undefined
  payment: Payment
  onChange: (payment: Payment) => void
}

/** How the difference is paid: own means first, then one way of paying. */
export function PaymentFields({ plan, paid, payment, onChange }: PaymentFieldsProps) {
  const { t } = useTranslation(['exchange', 'trade'])
  const [received, setReceived] = useState('')
  const storedFen = storedOf(plan)
  const restFen = restOf(plan, payment)
  const takes = (text: string) => {
    setReceived(text)
    onChange({ ...payment, receivedFen: text.trim() === '' ? null : parseYuan(text) })
  }
  return (
    <div className={styles.stack}>
      {storedFen > 0 && (
        <Checkbox checked={payment.usesStored} onChange={(e) => onChange({ ...payment, usesStored: e.target.checked })}>
          {t('pay.stored', { fen: storedFen })}
        </Checkbox>
      )}
      {restFen > 0 && (
        <>
          <div className={styles.sheetTotal}>
            <span>{t('pay.rest')}</span>
            <Money fen={restFen} size="large" />
          </div>
          <div className={styles.choices} role="radiogroup" aria-label={t('pay.how')}>
            {ways.map((way) => (
              // biome-ignore lint/a11y/useSemanticElements: a button is the larger target, and the group names it
              <button
                key={way}
                type="button"
                role="radio"
                aria-checked={way === payment.way}
                className={styles.choice}
                onClick={() => onChange({ ...payment, way })}
              >
                {t(`trade:tender.${way}`)}
              </button>
            ))}
          </div>
          {payment.way === 'cash' && (
            <MoneyField
              label={t('pay.received')}
              note={paid && paid.changeFen > 0 ? t('pay.change', { fen: paid.changeFen }) : t('pay.receivedNote')}
              value={received}
              onChange={takes}
            />
          )}
        </>
      )}
    </div>
  )
}
