import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../lib/schema.ts'
import styles from '../tickets/tickets.module.css'

/** This document is one half of an exchange, and leads to the other. */
export function ExchangeNotice({ exchange, of }: { exchange: Schema<'Exchange'>; of: 'ticket' | 'refund' }) {
  const { t } = useTranslation('exchange')
  return (
    <div className={`${styles.callout} ${styles.quiet}`}>
      {of === 'ticket' ? (
        <Link to="/refunds/$refundId" params={{ refundId: exchange.refundId }}>
          {t('ofRefund', { number: exchange.refundNumber })}
        </Link>
      ) : (
        <Link to="/tickets/$ticketId" params={{ ticketId: exchange.ticketId }}>
          {t('ofTicket', { number: exchange.ticketNumber })}
        </Link>
      )}
    </div>
  )
}
