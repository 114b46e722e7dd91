import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../lib/schema.ts'
import styles from '../tickets/tickets.module.css'

/** This document is one half of an exchange or an upgrade, and leads to the other. */
export function ExchangeNotice({ exchange, of }: { exchange: Schema<'Exchange'>; of: 'ticket' | 'refund' }) {
  const { t } = useTranslation('exchange')
  const { isUpgrade, refundNumber, ticketNumber } = exchange
  return (
    <div className={`${styles.callout} ${styles.quiet}`}>
      {of === 'ticket' ? (
        <Link to="/refunds/$refundId" params={{ refundId: exchange.refundId }}>
          {t(isUpgrade ? 'upgrade.ofRefund' : 'ofRefund', { number: refundNumber })}
        </Link>
      ) : (
        <Link to="/tickets/$ticketId" params={{ ticketId: exchange.ticketId }}>
          {t(isUpgrade ? 'upgrade.ofTicket' : 'ofTicket', { number: ticketNumber })}
        </Link>
      )}
    </div>
  )
}
