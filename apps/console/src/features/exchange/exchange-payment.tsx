import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { DepositNotice, PayDialogs, PayMore, useMore } from '../desk/pay-more.tsx'
import { MoneyOffers } from '../desk/share-offers.tsx'
import { TenderFields } from '../desk/tender-fields.tsx'
import { usePayDigits } from '../desk/use-pay-digits.ts'
import type { More, Payment } from '../desk/use-payment.ts'
import styles from './exchange.module.css'

interface ExchangePaymentProps {
  payment: Payment
  /** Ways that make no sense for what is sold. */
  without?: readonly More[]
}

/** How the difference is paid: the rows of the desk's own payment, and its keys. */
export function ExchangePaymentFields({ payment, without = ['split'] }: ExchangePaymentProps) {
  const { t } = useTranslation('exchange')
  const more = useMore().filter((kind) => !without.includes(kind))
  const onDigit = usePayDigits(payment, more)
  return (
    <section ref={payment.scene.panel as RefObject<HTMLElement>} className={styles.payment} aria-label={t('pay.title')} onKeyDown={onDigit}>
      <DepositNotice payment={payment} />
      <MoneyOffers payment={payment} />
      <TenderFields payment={payment} />
      <PayMore payment={payment} more={more} />
      <PayDialogs payment={payment} />
    </section>
  )
}
