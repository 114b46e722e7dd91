import Modal from 'antd/es/modal'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { Facts } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { formatFen } from '../../lib/money.ts'
import type { Schema } from '../../lib/schema.ts'
import styles from './prepaid-refunds.module.css'
import type { Request, Sheet } from './queries.ts'

interface ConfirmPayoutProps {
  request: Request
  sheet: Sheet
  payouts: Schema<'PrepaidPayoutRequest'>['payouts']
  error: unknown
  isSending: boolean
  onConfirm: () => void
  onClose: () => void
}

/** The one question before money moves: what goes out, how, and what the member will not have any more. */
export function ConfirmPayout({ request, sheet, payouts, error, isSending, onConfirm, onClose }: ConfirmPayoutProps) {
  const { t } = useTranslation(['prepaid', 'trade'])
  return (
    <Modal
      open
      title={t('payout.confirmTitle', { name: request.memberName ?? request.memberNumber })}
      width={460}
      okText={t('payout.confirm', { amount: formatFen(sheet.totalFen) })}
      okButtonProps={{ danger: true, autoFocus: true, size: 'large' }}
      cancelButtonProps={{ size: 'large', disabled: isSending }}
      confirmLoading={isSending}
      mask={{ closable: false }}
      onOk={onConfirm}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <Facts
          facts={[
            { key: 'refund', label: t('sheet.refund'), value: <Money fen={sheet.refundFen} /> },
            sheet.giftFen > 0 && { key: 'gift', label: t('sheet.giftSum'), value: <Money fen={-sheet.giftFen} /> },
            { key: 'interest', label: t('sheet.interest'), value: <Money fen={sheet.interestFen} /> },
            ...payouts.map((p) => ({
              key: `${p.kind} ${p.tenderId}`,
              label: p.tenderId ? t('payout.back', { way: t(`trade:tender.${p.kind}`) }) : t(`trade:tender.${p.kind}`),
              value: <Money fen={p.amountFen} tone="strong" />,
            })),
            { key: 'total', label: t('sheet.total'), value: <Money fen={sheet.totalFen} size="large" />, isTotal: true },
          ]}
        />
        <p className={styles.soft}>{t('payout.takes', { fen: sheet.lotValueFen })}</p>
        <ProblemAlert error={error} />
      </div>
    </Modal>
  )
}
