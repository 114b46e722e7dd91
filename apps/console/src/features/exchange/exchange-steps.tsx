import { useQueryClient } from '@tanstack/react-query'
import Modal from 'antd/es/modal'
import { useTranslation } from 'react-i18next'
import { ApprovalDialog } from '../../components/approval-dialog.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import type { Schema } from '../../lib/schema.ts'
import { SetPinDialog } from '../cards/pin-dialog.tsx'
import { ProofDialog } from '../desk/proof-dialog.tsx'
import { missingProofs, type Proof, withProof } from '../desk/proofs.ts'
import { asksOf } from '../desk/use-payment.ts'
import styles from '../tickets/tickets.module.css'
import { ExchangeFigures } from './exchange-sheet.tsx'
import type { ExchangeQuote } from './use-exchange-payment.ts'

/** What a colleague and the payers consented to, each good for as much as was asked then. */
export interface Consents {
  approval: { id: string; fen: number } | null
  proofs: readonly Proof[]
}
export const NO_CONSENTS: Consents = { approval: null, proofs: [] }

interface ExchangeStepsProps {
  ticket: Schema<'Ticket'>
  quote: ExchangeQuote
  consents: Consents
  onConsents: (consents: Consents) => void
  mutation: { error: unknown; isPending: boolean }
  onConfirm: () => void
  onBack: () => void
}

/** The colleague's consent and those of the payers, where they are asked for, then the figures once more. */
export function ExchangeSteps({ ticket, quote, consents, onConsents, mutation, onConfirm, onBack }: ExchangeStepsProps) {
  const { t } = useTranslation(['exchange', 'tickets'])
  const { approval, proofs } = consents
  const { totalFen } = quote.worksheet
  if (quote.worksheet.needsApproval && (approval === null || approval.fen < totalFen))
    return (
      <ApprovalDialog
        storeId={ticket.storeId}
        act="refund"
        limit={{ fen: totalFen }}
        summary={t('approvalSummary', { number: ticket.number, fen: totalFen })}
        onClose={onBack}
        onApproved={(id) => onConsents({ ...consents, approval: { id, fen: totalFen } })}
      />
    )
  const asksPin = asksOf(quote.quote, ticket.memberId).pin
  if (asksPin !== null) return <FirstPin memberId={asksPin} storeId={ticket.storeId} onClose={onBack} />
  const [missing] = missingProofs(quote.quote.payers, proofs)
  if (missing)
    return (
      <ProofDialog
        key={missing.memberId}
        {...missing}
        storeId={ticket.storeId}
        onProof={(proof) => onConsents({ ...consents, proofs: withProof(proofs, proof) })}
        onClose={onBack}
      />
    )
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

/** Spending this much takes a PIN, and there is none yet. */
function FirstPin({ memberId, storeId, onClose }: { memberId: string; storeId: string; onClose: () => void }) {
  const queryClient = useQueryClient()
  const done = () => void queryClient.invalidateQueries({ queryKey: ['exchange-quote'] })
  return <SetPinDialog memberId={memberId} storeId={storeId} hasPin={false} onDone={done} onClose={onClose} />
}
