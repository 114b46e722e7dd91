import { useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApprovalDialog } from '../../components/approval-dialog.tsx'
import { Money } from '../../components/money.tsx'
import { Section } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useSendOnce } from '../../lib/use-send-once.ts'
import { usePrintWish } from '../printing/till-printing.ts'
import { useCan } from '../session/session-context.tsx'
import { ConfirmPayout } from './confirm-payout.tsx'
import { draftOf, type PartDraft, readParts } from './payout-draft.ts'
import { PayoutFields } from './payout-fields.tsx'
import styles from './prepaid-refunds.module.css'
import { payoutQuery, type Quote, type Request, refreshAfterRefund } from './queries.ts'
import { SheetView } from './sheet-view.tsx'

type Step = 'form' | 'approve' | 'confirm'

/** What is due today, and paying it. */
export function PayoutPart({ request }: { request: Request }) {
  const { t } = useTranslation('prepaid')
  const quote = useQuery(payoutQuery(request.id))
  const mayPay = useCan('pay', 'PrepaidRefund')
  if (quote.isPending) return <Bones heights={[320, 120]} />
  if (!quote.data) return <QueryProblem query={quote} />
  const asked = request.sheets[0]?.sheet
  const changedFen = asked ? quote.data.sheet.totalFen - asked.totalFen : 0
  return (
    <>
      <Section title={t('sheet.today')} note={t('sheet.payOn', { day: quote.data.sheet.payOn })}>
        {changedFen !== 0 && asked && (
          <div className={styles.callout}>{t('sheet.changed', { before: asked.totalFen, after: quote.data.sheet.totalFen })}</div>
        )}
        <div className={styles.paper}>
          <SheetView sheet={quote.data.sheet} />
        </div>
      </Section>
      {mayPay && (
        <Section title={t('payout.title')} note={t('payout.note')}>
          <PayoutForm key={quote.data.sheet.totalFen} request={request} quote={quote.data} onAgain={() => void quote.refetch()} />
        </Section>
      )}
    </>
  )
}

function PayoutForm({ request, quote, onAgain }: { request: Request; quote: Quote; onAgain: () => void }) {
  const { t } = useTranslation('prepaid')
  const [parts, setParts] = useState<PartDraft[]>(() => draftOf(quote))
  const [step, setStep] = useState<Step>('form')
  const [approval, setApproval] = useState<string | null>(null)
  const { mutation, submit } = usePay(request)
  const errors = useFieldErrors(null)
  const { totalFen } = quote.sheet
  const read = readParts(parts, quote.ways)
  const go = () => {
    const wrong = Object.fromEntries(Object.entries(read.wrong).map(([path, why]) => [path, t(`payout.wrong.${why}`)]))
    if (errors.check(wrong)) setStep(quote.needsApproval && approval === null ? 'approve' : 'confirm')
  }
  const back = () => {
    // An approval is good once; after a refusal it may be spent, so it is asked for again.
    if (isProblem(mutation.error, 'approval_invalid')) setApproval(null)
    if (mutation.error) onAgain()
    mutation.reset()
    setStep('form')
  }
  return (
    <form ref={errors.form} className={styles.stack} onSubmit={(e) => e.preventDefault()}>
      <PayoutFields ways={quote.ways} parts={parts} errorOf={errors.of} onChange={setParts} />
      {read.sumFen !== totalFen && (
        <div className={styles.callout} role="status">
          {t('payout.differs', { sum: read.sumFen, total: totalFen })}
        </div>
      )}
      {quote.needsApproval && approval === null && <p className={styles.soft}>{t('payout.willNeedApproval')}</p>}
      <Button type="primary" size="large" disabled={read.sumFen !== totalFen} onClick={go} className={styles.go}>
        {t('payout.next')} <Money fen={totalFen} />
      </Button>
      {step === 'approve' && (
        <ApprovalDialog
          storeId={request.storeId}
          act="refund"
          limit={{ fen: totalFen }}
          summary={t('payout.approvalSummary', { name: request.memberName ?? request.memberNumber, fen: totalFen })}
          onClose={back}
          onApproved={(id) => {
            setApproval(id)
            setStep('confirm')
          }}
        />
      )}
      {step === 'confirm' && (
        <ConfirmPayout
          request={request}
          sheet={quote.sheet}
          payouts={read.payouts}
          error={mutation.error}
          isSending={mutation.isPending}
          onConfirm={() =>
            submit({
              expectedTotalFen: totalFen,
              payouts: read.payouts,
              approvalId: quote.needsApproval ? approval : null,
            })
          }
          onClose={back}
        />
      )}
    </form>
  )
}

function usePay(request: Request) {
  const queryClient = useQueryClient()
  const wish = usePrintWish(request.storeId)
  return useSendOnce(
    (body: Schema<'PrepaidPayoutRequest'>, key) => {
      const print = wish()
      return answer(
        api.POST('/api/prepaid-refunds/{requestId}/payout', {
          params: { path: { requestId: request.id } },
          body: { ...body, ...(print ? { print } : {}) },
          headers: { 'Idempotency-Key': key },
        }),
      )
    },
    () => refreshAfterRefund(queryClient),
  )
}
