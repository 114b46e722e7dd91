import Modal from 'antd/es/modal'
import { useTranslation } from 'react-i18next'
import { ApprovalDialog } from '../../components/approval-dialog.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import type { Schema } from '../../lib/schema.ts'
import styles from '../tickets/tickets.module.css'
import { ExchangeFigures } from './exchange-sheet.tsx'
import { PinDialog } from './pin-dialog.tsx'
import type { ExchangeQuote } from './use-exchange.ts'

export type Step = 'form' | 'approve' | 'proof' | 'confirm'

interface ExchangeStepsProps {
  ticket: Schema<'Ticket'>
  quote: ExchangeQuote
  step: Step
  mutation: { error: unknown; isPending: boolean }
  onApproved: (approvalId: string) => void
  onProven: (proofId: string, fen: number) => void
  onConfirm: () => void
  onBack: () => void
}

/** The colleague's consent and the member's, where they are asked for, then the figures once more. */
export function ExchangeSteps({ ticket, quote, step, mutation, onApproved, onProven, onConfirm, onBack }: ExchangeStepsProps) {
  const { t } = useTranslation(['exchange', 'tickets'])
  const { totalFen } = quote.worksheet
  const amountFen = quote.quote.needsProof?.amountFen
  if (step === 'approve')
    return (
      <ApprovalDialog
        storeId={ticket.storeId}
        act="refund"
        limit={{ fen: totalFen }}
        summary={t('approvalSummary', { number: ticket.number, fen: totalFen })}
        onClose={onBack}
        onApproved={onApproved}
      />
    )
  if (step === 'proof' && ticket.memberId && amountFen !== undefined)
    return <PinDialog storeId={ticket.storeId} memberId={ticket.memberId} amountFen={amountFen} onProven={onProven} onClose={onBack} />
  if (step !== 'confirm') return null
  return (
    <Modal
      open
      title={t('confirm.title')}
      width={440}
      okText={t('confirm.ok')}
      okButtonProps={{ autoFocus: true, size: 'large' }}
      cancelButtonProps={{ size: 'large', disabled: mutation.isPending }}
      confirmLoading={mutation.isPending}
      mask={{ closable: false }}
      onOk={onConfirm}
      onCancel={onBack}
    >
      <div className={styles.stack}>
        <ExchangeFigures quote={quote} />
        <ProblemAlert error={mutation.error} />
      </div>
    </Modal>
  )
}
