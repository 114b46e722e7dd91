import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Cart } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AreaField } from '../../components/inputs.tsx'
import { Section } from '../../components/page-body.tsx'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { proofsFor } from '../desk/proofs.ts'
import { performersQuery } from '../desk/queries.ts'
import { plannedStoredValue } from '../desk/tenders.ts'
import { useDrawer } from '../shifts/use-drawer.ts'
import { type Choices, RefundLines } from '../tickets/refund-lines.tsx'
import styles from '../tickets/tickets.module.css'
import { cartOf, type Good } from './exchange-draft.ts'
import { ExchangePaymentFields } from './exchange-payment.tsx'
import { ExchangeSheet } from './exchange-sheet.tsx'
import { ExchangeSteps, NO_CONSENTS } from './exchange-steps.tsx'
import { TakenGoods } from './taken-goods.tsx'
import { useExchange } from './use-exchange.ts'
import { type Asked, type ExchangePayment, type ExchangeQuote, useExchangePayment } from './use-exchange-payment.ts'

type Ticket = Schema<'Ticket'>

/** What comes back and what goes out on the left, the figures on the right; everything moves at once, after one look at them. */
export function ExchangeForm({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation(['exchange', 'tickets'])
  const [choices, setChoices] = useState<Choices>({})
  const [goods, setGoods] = useState<readonly Good[]>([])
  const [note, setNote] = useState('')
  const goodsOnly = useMemo(() => ({ ...ticket, lines: ticket.lines.filter((line) => line.kind === 'product') }), [ticket])
  const lines = Object.entries(choices).flatMap(([lineId, choice]) => (choice.quantity > 0 ? [{ lineId, ...choice }] : []))
  const { tillId } = useDrawer(ticket.storeId)
  const sellerId = useSellerOf(ticket, lines[0]?.lineId)
  const cart = cartOf({ storeId: ticket.storeId, tillId, memberId: ticket.memberId }, goods, sellerId)
  const asked = useExchangePayment(ticket, { lines, cart })
  const { current, payment } = asked
  const { steps, begin } = useSteps(ticket, asked, lines, note)
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <Section title={t('back')} note={t('backNote')}>
          <RefundLines ticket={goodsOnly} choices={choices} onChange={(id, choice) => setChoices({ ...choices, [id]: choice })} />
        </Section>
        <Section title={t('out')} note={t('outNote')}>
          <TakenGoods storeId={ticket.storeId} goods={goods} quote={asked.shown?.quote} onChange={setGoods} />
        </Section>
        {payment.plan && payment.plan.dueFen + plannedStoredValue(payment.plan) > 0 && (
          <Section title={t('pay.title')}>
            <ExchangePaymentFields payment={payment} />
          </Section>
        )}
        <AreaField label={t('tickets:note')} value={note} onChange={setNote} maxLength={300} placeholder={t('notePlaceholder')} />
      </div>
      <aside className={styles.aside}>
        <Section title={t('sheet.title')}>
          <ExchangeSheet asked={asked} />
          <Button type="primary" size="large" disabled={!current || current.quote.dueFen > 0} onClick={begin}>
            {t(current && current.quote.dueFen > 0 ? 'pay.choose' : 'next')}
          </Button>
        </Section>
      </aside>
      {steps}
    </div>
  )
}

/** From the press on the button to the exchange: consents that are missing, the last look, the sending. */
function useSteps(ticket: Ticket, { current, cart, refetch }: ExchangePayment, lines: Asked['lines'], note: string) {
  const navigate = useNavigate()
  const [consents, setConsents] = useState(NO_CONSENTS)
  // What was on the screen at the press: it stands while it is asked about, whatever is worked out anew behind it.
  const [seen, setSeen] = useState<{ quote: ExchangeQuote; cart: Cart } | null>(null)
  const { mutation, submit } = useExchange(ticket, (done) => {
    void navigate({ to: '/exchanges/$ticketId', params: { ticketId: ticket.id }, search: { done }, replace: true })
  })
  const send = () => {
    if (!seen) return
    const { worksheet, quote } = seen.quote
    submit({
      lines,
      cart: seen.cart,
      quoteHash: quote.quoteHash,
      expectedTotalFen: worksheet.totalFen,
      reasonCode: 'product_return',
      note: note.trim(),
      approvalId: worksheet.needsApproval ? (consents.approval?.id ?? null) : null,
      ...proofsFor(quote.payers, consents.proofs, ticket.memberId),
    })
  }
  const back = () => {
    // Consent is good once; after a refusal it may be spent, so it is asked for again.
    if (isProblem(mutation.error, 'approval_invalid') || isProblem(mutation.error, 'pin_proof_invalid')) setConsents(NO_CONSENTS)
    mutation.reset()
    refetch()
    setSeen(null)
  }
  const steps = seen && (
    <ExchangeSteps
      ticket={ticket}
      quote={seen.quote}
      consents={consents}
      onConsents={setConsents}
      mutation={mutation}
      onConfirm={send}
      onBack={back}
    />
  )
  return { steps, begin: () => setSeen(current ? { quote: current, cart } : null) }
}

/** Who sold what comes back sold what goes out instead, if they still work here. */
function useSellerOf(ticket: Ticket, lineId: string | undefined): string | undefined {
  const staff = useQuery(performersQuery(ticket.storeId)).data?.items ?? []
  const share = ticket.lines.find((line) => line.id === lineId)?.shares.find((s) => s.role === 'seller')
  return staff.find((person) => person.id === share?.staffId && person.isActive)?.id
}
