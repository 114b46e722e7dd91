import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { ApprovalDialog } from '../../components/approval-dialog.tsx'
import { SetPinDialog } from '../cards/pin-dialog.tsx'
import { TermsDialog } from '../contracts/terms-dialog.tsx'
import { AmountDialog } from './amount-dialog.tsx'
import { useDesk } from './desk-context.tsx'
import { DiscountDialog } from './discount-dialog.tsx'
import { DrawerDialog } from './drawer-dialog.tsx'
import { EnrolDialog } from './enrol-dialog.tsx'
import { HeldDialog } from './held-dialog.tsx'
import { HoldDialog } from './hold-dialog.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { PerformerDialog } from './performer-dialog.tsx'
import { ProofDialog } from './proof-dialog.tsx'
import { type Needed, type Proof, withProof } from './proofs.ts'
import { QuantityDialog } from './quantity-dialog.tsx'
import { ReceiptDialog } from './receipt-view.tsx'
import { SettlementDialog } from './settlement-line.tsx'
import { mayBeOthers } from './whose.ts'

/** Asked for now and then: it need not come with the desk. */
const DepositDialog = lazy(async () => ({ default: (await import('./deposit-dialog.tsx')).DepositDialog }))
const LaterDialog = lazy(() => import('./later-dialog.tsx').then((m) => ({ default: m.LaterDialog })))
const WhoseDialog = lazy(() => import('./whose-dialog.tsx').then((m) => ({ default: m.WhoseDialog })))

/** At most one question is asked at a time. */
export function Dialogs() {
  const { dialog, state, storeId, close } = useDesk()
  const line = dialog && 'key' in dialog ? state.lines.find((l) => l.key === dialog.key) : undefined
  switch (dialog?.kind) {
    case 'quantity':
      return line ? <QuantityDialog line={line} /> : null
    case 'performer':
      return line ? <PerformerDialog line={line} /> : null
    case 'whose':
      return line && mayBeOthers(line) ? (
        <Suspense fallback={null}>
          <WhoseDialog line={line} />
        </Suspense>
      ) : null
    case 'discount':
      return <DiscountDialog line={line} />
    case 'amount':
      return <AmountDialog of={dialog.of} />
    case 'settlement':
      return line ? <SettlementDialog line={line} /> : null
    case 'later':
      return line ? (
        <Suspense fallback={null}>
          <LaterDialog line={line} />
        </Suspense>
      ) : null
    case 'deposit':
      return (
        <Suspense fallback={null}>
          <DepositDialog line={line} />
        </Suspense>
      )
    case 'enrol':
      return <EnrolDialog text={dialog.text} />
    case 'terms':
      return <TermsDialog memberId={dialog.memberId} storeId={storeId} onClose={close} />
    case 'approval':
      return <PriceApproval />
    case 'proof':
      return <PayerProof key={dialog.memberId} memberId={dialog.memberId} needs={dialog.needs} />
    case 'setPin':
      return <SetPinDialog memberId={dialog.memberId} storeId={storeId} hasPin={false} onDone={close} onClose={close} />
    case 'hold':
      return <HoldDialog />
    case 'held':
      return <HeldDialog />
    case 'drawer':
      return <DrawerDialog />
    case 'keys':
      return <KeysDialog />
    case 'receipt':
      return <ReceiptDialog ticketId={dialog.ticketId} />
    default:
      return null
  }
}

/** What one payer consented to stands beside what the others did. */
function PayerProof(needed: Needed) {
  const { storeId, close, setProofs } = useDesk()
  const give = (proof: Proof) => {
    setProofs((given) => withProof(given, proof))
    close()
  }
  return <ProofDialog {...needed} storeId={storeId} onProof={give} onClose={close} />
}

/** Only asked while the quote says so; the answer stands on the discounts it was given for. */
function PriceApproval() {
  const { t } = useTranslation('desk')
  const { plan, storeId, dispatch, close } = useDesk()
  const asked = plan.quote?.needsApproval
  if (!asked) return null
  const names = plan.quote?.lines.filter((l) => asked.lineKeys.includes(l.key)).map((l) => l.name) ?? []
  return (
    <ApprovalDialog
      storeId={storeId}
      act={asked.act}
      limit={asked.act === 'discount' ? { bp: asked.bp } : { fen: asked.fen }}
      summary={
        asked.act === 'discount'
          ? t('approval.discount', { bp: asked.bp, names: names.join('、') })
          : t('approval.raise', { fen: asked.fen, names: names.join('、') })
      }
      onApproved={(approvalId) => {
        dispatch({ type: 'approve', lineKeys: asked.lineKeys, approvalId })
        close()
      }}
      onClose={close}
    />
  )
}
