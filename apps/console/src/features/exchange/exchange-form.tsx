import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AreaField } from '../../components/inputs.tsx'
import { Section } from '../../components/page-body.tsx'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { performersQuery } from '../desk/queries.ts'
import { useDrawer } from '../shifts/use-drawer.ts'
import { type Choices, RefundLines } from '../tickets/refund-lines.tsx'
import styles from '../tickets/tickets.module.css'
import { cartOf, type Good, type Payment, restOf } from './exchange-draft.ts'
import { ExchangeSheet } from './exchange-sheet.tsx'
import { ExchangeSteps, type Step } from './exchange-steps.tsx'
import { PaymentFields } from './payment-fields.tsx'
import { TakenGoods } from './taken-goods.tsx'
import { useExchange, useExchangeQuote } from './use-exchange.ts'

type Ticket = Schema<'Ticket'>

interface Consent {
  approval: { id: string; fen: number } | null
  proof: { id: string; fen: number } | null
}
const NONE: Consent = { approval: null, proof: null }

/** What comes back and what goes out on the left, the figures on the right; everything moves at once, after one look at them. */
export function ExchangeForm({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation(['exchange', 'tickets'])
  const [choices, setChoices] = useState<Choices>({})
  const [goods, setGoods] = useState<readonly Good[]>([])
  const [note, setNote] = useState('')
  const [payment, setPayment] = useState<Payment>({ usesStored: true, way: null, receivedFen: null })
  const [consent, setConsent] = useState(NONE)
  const [step, setStep] = useState<Step>('form')
  const goodsOnly = useMemo(() => ({ ...ticket, lines: ticket.lines.filter((line) => line.kind === 'product') }), [ticket])
  const lines = Object.entries(choices).flatMap(([lineId, choice]) => (choice.quantity > 0 ? [{ lineId, ...choice }] : []))
  const { tillId } = useDrawer(ticket.storeId)
  const sellerId = useSellerOf(ticket, lines[0]?.lineId)
  const cart = cartOf({ storeId: ticket.storeId, tillId, memberId: ticket.memberId }, goods, sellerId, [])
  const quoted = useExchangeQuote(ticket.id, lines, cart, payment)
  const { mutation, submit } = useExchange(ticket)
  const { current, plan } = quoted
  const next = (given: Consent) => {
    if (!current) return
    const { worksheet, quote } = current
    const isApproved = !worksheet.needsApproval || (given.approval !== null && given.approval.fen >= worksheet.totalFen)
    const isProven = !quote.needsProof || (given.proof !== null && given.proof.fen >= quote.needsProof.amountFen)
    setConsent(given)
    setStep(isApproved ? (isProven ? 'confirm' : 'proof') : 'approve')
  }
  const send = () => {
    if (!current) return
    submit({
      lines,
      cart: quoted.cart,
      quoteHash: current.quote.quoteHash,
      expectedTotalFen: current.worksheet.totalFen,
      reasonCode: 'product_return',
      note: note.trim(),
      approvalId: current.worksheet.needsApproval ? (consent.approval?.id ?? null) : null,
      pinProofId: current.quote.needsProof ? (consent.proof?.id ?? null) : null,
      payerProofs: [],
    })
  }
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <Section title={t('back')} note={t('backNote')}>
          <RefundLines ticket={goodsOnly} choices={choices} onChange={(id, choice) => setChoices({ ...choices, [id]: choice })} />
        </Section>
        <Section title={t('out')} note={t('outNote')}>
          <TakenGoods storeId={ticket.storeId} goods={goods} quote={quoted.shown?.quote} onChange={setGoods} />
        </Section>
        {plan && restOf(plan.quote, { usesStored: false }) > 0 && (
          <Section title={t('pay.title')}>
            <PaymentFields plan={plan.quote} paid={quoted.shown?.quote} payment={payment} onChange={setPayment} />
          </Section>
        )}
        <AreaField label={t('tickets:note')} value={note} onChange={setNote} maxLength={300} placeholder={t('notePlaceholder')} />
      </div>
      <aside className={styles.aside}>
        <Section title={t('sheet.title')}>
          <ExchangeSheet quoted={quoted} />
          <Button type="primary" size="large" disabled={!current || current.quote.dueFen > 0} onClick={() => next(consent)}>
            {t(current && current.quote.dueFen > 0 ? 'pay.choose' : 'next')}
          </Button>
        </Section>
      </aside>
      {current && (
        <ExchangeSteps
          ticket={ticket}
          quote={current}
          step={step}
          mutation={mutation}
          onApproved={(id) => next({ ...consent, approval: { id, fen: current.worksheet.totalFen } })}
          onProven={(id, fen) => next({ ...consent, proof: { id, fen } })}
          onConfirm={send}
          onBack={() => {
            // Consent is good once; after a refusal it may be spent, so it is asked for again.
            if (isProblem(mutation.error, 'approval_invalid') || isProblem(mutation.error, 'pin_proof_invalid')) setConsent(NONE)
            mutation.reset()
            quoted.refetch()
            setStep('form')
          }}
        />
      )}
    </div>
  )
}

/** Who sold what comes back sold what goes out instead, if they still work here. */
function useSellerOf(ticket: Ticket, lineId: string | undefined): string | undefined {
  const staff = useQuery(performersQuery(ticket.storeId)).data?.items ?? []
  const share = ticket.lines.find((line) => line.id === lineId)?.shares.find((s) => s.role === 'seller')
  return staff.find((person) => person.id === share?.staffId && person.isActive)?.id
}
