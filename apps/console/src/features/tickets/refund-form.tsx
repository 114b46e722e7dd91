import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApprovalDialog } from '../../components/approval-dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { AreaField } from '../../components/inputs.tsx'
import { Money } from '../../components/money.tsx'
import { Section } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useSendOnce } from '../../lib/use-send-once.ts'
import { usePrintWish } from '../printing/till-printing.ts'
import { useDrawer } from '../shifts/use-drawer.ts'
import { ConfirmRefund } from './confirm-refund.tsx'
import { PayoutFields, type Payouts } from './payout-fields.tsx'
import { type RefundLineChoice, worksheetQuery } from './queries.ts'
import { ReasonChoice, type ReasonCode } from './reason-choice.tsx'
import { type Choices, RefundLines } from './refund-lines.tsx'
import { refundableOf } from './refundable.ts'
import styles from './tickets.module.css'
import { WorksheetView } from './worksheet-view.tsx'

type Ticket = Schema<'Ticket'>
type Body = Schema<'RefundRequest'>
type Step = 'form' | 'approve' | 'confirm'

/** What is refunded on the left, the worksheet on the right; the money moves once, after one look at the figures. */
export function RefundForm({ ticket, lineId }: { ticket: Ticket; lineId?: string | undefined }) {
  const { t } = useTranslation('tickets')
  const [choices, setChoices] = useState<Choices>(() => chosenOf(ticket.lines.filter((line) => line.id === lineId)))
  const [payouts, setPayouts] = useState<Payouts>({})
  const [reason, setReason] = useState<ReasonCode>()
  const [note, setNote] = useState('')
  const [step, setStep] = useState<Step>('form')
  const [approval, setApproval] = useState<{ id: string; fen: number } | null>(null)
  const sheet = useWorksheet(ticket.id, choices)
  const { mutation, submit } = useRefund(ticket)
  const { tillId } = useDrawer(ticket.storeId)
  const errors = useFieldErrors(null)
  const data = sheet.data

  const go = () => {
    const wantsReason = Object.entries(payouts).map(
      ([id, p]) => [`payout.${id}`, p.reason.trim() === '' && t('refund.wayReasonMissing')] as const,
    )
    const isWell = errors.check({
      ...Object.fromEntries(wantsReason),
      reason: !reason && t('refund.reasonMissing'),
      note: reason === 'other' && note.trim() === '' && t('refund.noteMissing'),
    })
    if (!isWell || !data) return
    const hasApproval = approval !== null && approval.fen >= data.totalFen
    setStep(data.needsApproval && !hasApproval ? 'approve' : 'confirm')
  }
  const send = () => {
    if (!data || !reason) return
    submit({
      lines: linesOf(choices),
      reasonCode: reason,
      note: note.trim(),
      payouts: Object.entries(payouts)
        .filter(([id]) => data.tenders.some((e) => e.tenderId === id && e.amountFen > 0))
        .map(([tenderId, p]) => ({ tenderId, ...p })),
      approvalId: data.needsApproval ? (approval?.id ?? null) : null,
      tillId,
      expectedTotalFen: data.totalFen,
    })
  }
  return (
    <div className={styles.columns}>
      <form ref={errors.form} className={styles.main} onSubmit={(e) => e.preventDefault()}>
        <Section
          title={t('refund.which')}
          side={<Button onClick={() => setChoices(everythingOf(ticket))}>{t('refund.everything')}</Button>}
        >
          <RefundLines ticket={ticket} choices={choices} onChange={(id, choice) => setChoices({ ...choices, [id]: choice })} />
        </Section>
        <Section title={t('refund.reason')}>
          <ReasonChoice value={reason} error={errors.of('reason')} onChange={setReason} />
          <AreaField
            label={t('note')}
            value={note}
            onChange={setNote}
            maxLength={300}
            error={errors.of('note')}
            placeholder={t('refund.notePlaceholder')}
          />
          {data && (
            <PayoutFields sheet={data} payouts={payouts} errorOf={errors.of} onChange={(id, p) => setPayouts(without(payouts, id, p))} />
          )}
        </Section>
      </form>
      <aside className={styles.aside}>
        <Section title={t('sheet.title')}>
          <Sheet sheet={sheet} payouts={payouts} />
          <Button type="primary" size="large" disabled={!data || sheet.isStale} onClick={go}>
            {t('refund.next')} {data && <Money fen={data.totalFen} />}
          </Button>
        </Section>
      </aside>
      {data && (
        <RefundSteps
          ticket={ticket}
          sheet={data}
          payouts={payouts}
          step={step}
          mutation={mutation}
          onConfirm={send}
          onApproved={(id) => {
            setApproval({ id, fen: data.totalFen })
            setStep('confirm')
          }}
          onBack={() => {
            // An approval is good once; after a refusal it may be spent, so it is asked for again.
            if (isProblem(mutation.error, 'approval_invalid')) setApproval(null)
            mutation.reset()
            void sheet.refetch()
            setStep('form')
          }}
        />
      )}
    </div>
  )
}

interface RefundStepsProps {
  ticket: Ticket
  sheet: Schema<'RefundWorksheet'>
  payouts: Payouts
  step: Step
  mutation: { error: unknown; isPending: boolean }
  onApproved: (approvalId: string) => void
  onConfirm: () => void
  onBack: () => void
}

/** First the colleague's consent, if it takes one, then the figures once more. */
function RefundSteps({ ticket, sheet, payouts, step, mutation, onApproved, onConfirm, onBack }: RefundStepsProps) {
  const { t } = useTranslation('tickets')
  if (step === 'approve') {
    const summary = t('refund.approvalSummary', { number: ticket.number, fen: sheet.totalFen })
    const limit = { fen: sheet.totalFen }
    return <ApprovalDialog storeId={ticket.storeId} act="refund" limit={limit} summary={summary} onClose={onBack} onApproved={onApproved} />
  }
  if (step !== 'confirm') return null
  return (
    <ConfirmRefund
      sheet={sheet}
      payouts={payouts}
      error={mutation.error}
      isSending={mutation.isPending}
      onConfirm={onConfirm}
      onClose={onBack}
    />
  )
}

function linesOf(choices: Choices): RefundLineChoice[] {
  return Object.entries(choices)
    .filter(([, choice]) => choice.quantity > 0)
    .map(([lineId, choice]) => ({ lineId, ...choice }))
}

function everythingOf(ticket: Ticket): Choices {
  return chosenOf(ticket.lines)
}

function chosenOf(lines: Ticket['lines']): Choices {
  const left = lines.map((line) => [line.id, refundableOf(line)] as const).filter(([, quantity]) => quantity > 0)
  return Object.fromEntries(left.map(([id, quantity]) => [id, { quantity, restock: false }]))
}

function without(payouts: Payouts, tenderId: string, payout: Payouts[string] | null): Payouts {
  const { [tenderId]: _, ...rest } = payouts
  return payout ? { ...rest, [tenderId]: payout } : rest
}

function useWorksheet(ticketId: string, choices: Choices) {
  const lines = linesOf(choices)
  const asked = useDebounced(lines, 200)
  const query = useQuery({ ...worksheetQuery(ticketId, asked), enabled: asked.length > 0, placeholderData: keepPreviousData })
  const isCurrent = JSON.stringify(asked) === JSON.stringify(lines)
  return {
    data: lines.length === 0 || query.error ? undefined : query.data,
    error: lines.length === 0 ? null : query.error,
    isLoading: lines.length > 0 && query.isPending,
    isStale: !isCurrent || query.isPlaceholderData || query.isFetching,
    isFetching: query.isFetching,
    refetch: query.refetch,
  }
}

function Sheet({ sheet, payouts }: { sheet: ReturnType<typeof useWorksheet>; payouts: Payouts }) {
  const { t } = useTranslation('tickets')
  if (sheet.error) return <QueryProblem query={sheet} />
  if (sheet.isLoading) return <Bones heights={[160]} />
  if (!sheet.data)
    return (
      <div className={styles.sheet}>
        <EmptyState title={t('sheet.empty')} hint={t('sheet.emptyHint')} />
      </div>
    )
  const other = Object.fromEntries(Object.entries(payouts).map(([id, p]) => [id, p.kind]))
  return (
    <div className={`${styles.sheet} ${sheet.isStale ? styles.stale : ''}`} aria-busy={sheet.isStale}>
      <WorksheetView sheet={sheet.data} payouts={other} />
      {sheet.data.needsApproval && <div className={styles.callout}>{t('refund.willNeedApproval')}</div>}
    </div>
  )
}

function useRefund(ticket: Ticket) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const wish = usePrintWish(ticket.storeId)
  return useSendOnce(
    (body: Body, key) => {
      const print = wish()
      return answer(
        api.POST('/api/tickets/{ticketId}/refunds', {
          params: { path: { ticketId: ticket.id } },
          body: { ...body, ...(print ? { print } : {}) },
          headers: { 'Idempotency-Key': key },
        }),
      )
    },
    (refund) => {
      for (const key of ['tickets', 'wallet', 'statement', 'member', 'receipt', 'liability', 'deposits'])
        void queryClient.invalidateQueries({ queryKey: [key] })
      void navigate({ to: '/refunds/$refundId', params: { refundId: refund.id }, replace: true })
    },
  )
}
