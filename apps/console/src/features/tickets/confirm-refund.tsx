import Modal from 'antd/es/modal'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { formatFen } from '../../lib/money.ts'
import type { Schema } from '../../lib/schema.ts'
import type { Payouts } from './payout-fields.tsx'
import styles from './tickets.module.css'
import { WorksheetView } from './worksheet-view.tsx'

interface ConfirmRefundProps {
  sheet: Schema<'RefundWorksheet'>
  payouts: Payouts
  error: unknown
  isSending: boolean
  onConfirm: () => void
  onClose: () => void
}

/** The one question before money moves, with every figure on it. */
export function ConfirmRefund({ sheet, payouts, error, isSending, onConfirm, onClose }: ConfirmRefundProps) {
  const { t } = useTranslation('tickets')
  const other = Object.fromEntries(Object.entries(payouts).map(([id, p]) => [id, p.kind]))
  return (
    <Modal
      open
      title={t('refund.confirmTitle')}
      width={440}
      okText={t('refund.confirm', { amount: formatFen(sheet.totalFen) })}
      okButtonProps={{ danger: true, autoFocus: true, size: 'large' }}
      cancelButtonProps={{ size: 'large', disabled: isSending }}
      confirmLoading={isSending}
      mask={{ closable: false }}
      onOk={onConfirm}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <WorksheetView sheet={sheet} payouts={other} />
        <ProblemAlert error={error} />
      </div>
    </Modal>
  )
}
