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

type Ticket = Schema<'Ticket'>

/** What a colleague and the payers consented to, each good for as much as was asked then. */
export interface Consents {
  approval: { id: string; fen: number } | null
  proofs: readonly Proof[]
}
export const NO_CONSENTS: Consents = { approval: null, proofs: [] }

/** What is asked for next before anything may move; null when everybody has consented. */
function missingOf(ticket: Ticket, { worksheet, quote }: ExchangeQuote, { approval, proofs }: Consents) {
  const { totalFen } = worksheet
  if (worksheet.needsApproval && (approval === null || approval.fen < totalFen)) return { kind: 'approval', totalFen } as const
  const pin = asksOf(quote, ticket.memberId).pin
  if (pin !== null) return { kind: 'setPin', memberId: pin } as const
  const [proof] = missingProofs(quote.payers, proofs)
  return proof ? ({ kind: 'proof', ...proof } as const) : null
}

export function isConsented(ticket: Ticket, quote: ExchangeQuote, consents: Consents): boolean {
  return missingOf(ticket, quote, consents) === null
}

interface MissingConsentProps {
  ticket: Ticket
  quote: ExchangeQuote
  consents: Consents
  onConsents: (consents: Consents) => void
  onBack: () => void
}

/** The colleague's consent and those of the payers, one after the other, where they are asked for. */
export function MissingConsent({ ticket, quote, consents, onConsents, onBack }: MissingConsentProps) {
  const { t } = useTranslation('exchange')
  const missing = missingOf(ticket, quote, consents)
  const { storeId } = ticket
  switch (missing?.kind) {
    case 'approval': {
      const fen = missing.totalFen
      return (
        <ApprovalDialog
          storeId={storeId}
          act="refund"
          limit={{ fen }}
          summary={t('approvalSummary', { number: ticket.number, fen })}
          onClose={onBack}
          onApproved={(id) => onConsents({ ...consents, approval: { id, fen } })}
        />
      )
    }
    case 'setPin':
      return <FirstPin memberId={missing.memberId} storeId={storeId} onClose={onBack} />
    case 'proof':
      return (
        <ProofDialog
          key={missing.memberId}
          memberId={missing.memberId}
          needs={missing.needs}
          storeId={storeId}
          onProof={(proof) => onConsents({ ...consents, proofs: withProof(consents.proofs, proof) })}
          onClose={onBack}
        />
      )
    default:
      return null
  }
}

interface ExchangeStepsProps extends MissingConsentProps {
  mutation: { error: unknown; isPending: boolean }
  onConfirm: () => void
}

/** The consents, then the figures once more. */
export function ExchangeSteps({ mutation, onConfirm, ...asked }: ExchangeStepsProps) {
  const { t } = useTranslation('exchange')
  const { ticket, quote, consents, onBack } = asked
  if (!isConsented(ticket, quote, consents)) return <MissingConsent {...asked} />
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

/** Spending this much takes a PIN, and there is none yet; once there is, it is asked for at the next press. */
function FirstPin({ memberId, storeId, onClose }: { memberId: string; storeId: string; onClose: () => void }) {
  const queryClient = useQueryClient()
  const done = () => {
    void queryClient.invalidateQueries({ queryKey: ['exchange-quote'] })
    onClose()
  }
  return <SetPinDialog memberId={memberId} storeId={storeId} hasPin={false} onDone={done} onClose={onClose} />
}
