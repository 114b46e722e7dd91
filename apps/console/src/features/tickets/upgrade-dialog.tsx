import { useNavigate } from '@tanstack/react-router'
import type { Cart } from '@yunbin/api-client'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SelectField } from '../../components/inputs.tsx'
import { Money } from '../../components/money.tsx'
import { type Fact, Facts } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { formatFen } from '../../lib/money.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { RemedyButton } from '../desk/pay-more.tsx'
import { proofsFor } from '../desk/proofs.ts'
import { plannedStoredValue } from '../desk/tenders.ts'
import { asksOf } from '../desk/use-payment.ts'
import { ExchangePaymentFields } from '../exchange/exchange-payment.tsx'
import { type Consents, isConsented, MissingConsent, NO_CONSENTS } from '../exchange/exchange-steps.tsx'
import { useExchange } from '../exchange/use-exchange.ts'
import { type Asked, type ExchangePayment, type ExchangeQuote, useExchangePayment } from '../exchange/use-exchange-payment.ts'
import { useDrawer } from '../shifts/use-drawer.ts'
import { refundableOf } from './refundable.ts'
import { useLineName } from './ticket-words.tsx'
import styles from './tickets.module.css'
import { type Item, passesFor, type TicketLine, upgradeCart } from './upgrade.ts'
import { TermsAsked } from './upgrade-terms.tsx'

type Ticket = Schema<'Ticket'>

interface UpgradeDialogProps {
  ticket: Ticket
  /** Visits that some pass covers, and what the store sells. */
  lines: readonly TicketLine[]
  items: readonly Item[]
  onClose: () => void
}

/** The customer liked it and takes the pass: today's visit becomes its first, and only the difference is paid. */
export function UpgradeDialog({ ticket, lines, items, onClose }: UpgradeDialogProps) {
  const { t } = useTranslation(['tickets', 'desk'])
  const lineName = useLineName()
  const [lineId, setLineId] = useState(lines[0]?.id ?? '')
  const [passId, setPassId] = useState<string>()
  const line = lines.find((l) => l.id === lineId)
  const passes = line ? passesFor(line, items) : []
  const chosen = passes.find((p) => p.id === passId) ?? passes[0]
  const wanted = useWanted(ticket, line, chosen)
  const asked = useExchangePayment(ticket, wanted)
  const { current, payment, shown } = asked
  const { mutation, consent, go } = useUpgrade(ticket, asked, wanted.lines, onClose)
  const plan = payment.plan
  const payFen = plan ? plan.dueFen + plannedStoredValue(plan) : 0
  const termsOf = asksOf(plan, ticket.memberId).terms
  const leftFen = current?.quote.dueFen ?? 0
  const isReady = current !== undefined && current.quote.dueFen === 0 && termsOf === null
  return (
    <Modal
      open
      title={t('upgrade.title')}
      width={520}
      okText={leftFen > 0 ? `${t('desk:pay.due')} ${formatFen(leftFen)}` : t('upgrade.confirm', { amount: formatFen(payFen) })}
      okButtonProps={{ disabled: !isReady, size: 'large' }}
      cancelButtonProps={{ size: 'large' }}
      confirmLoading={mutation.isPending}
      mask={{ closable: false }}
      onOk={go}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <p className={styles.times}>{t('upgrade.about')}</p>
        {lines.length > 1 && (
          <SelectField
            label={t('upgrade.visit')}
            value={lineId}
            onChange={setLineId}
            options={lines.map((l) => ({ value: l.id, label: `${lineName(l.name)} · ${formatFen(l.netFen)}` }))}
          />
        )}
        {chosen && (
          <SelectField
            label={t('upgrade.pass')}
            value={chosen.id}
            onChange={setPassId}
            options={passes.map((p) => ({ value: p.id, label: `${p.name} · ${formatFen(p.priceFen ?? 0)}` }))}
          />
        )}
        {shown && line && <UpgradeFigures quote={shown} line={line} payFen={payFen} />}
        {termsOf !== null && <TermsAsked memberId={termsOf} storeId={ticket.storeId} />}
        {payFen > 0 && <ExchangePaymentFields payment={payment} without={['split', 'account']} />}
        <ProblemAlert
          error={mutation.error ?? asked.error}
          action={asked.remedy && <RemedyButton payment={payment} remedy={asked.remedy} />}
        />
      </div>
      {consent}
    </Modal>
  )
}

/** The visit back, the pass out. */
function useWanted(ticket: Ticket, line: TicketLine | undefined, pass: Item | undefined): Asked {
  const { tillId } = useDrawer(ticket.storeId)
  const nothing = { storeId: ticket.storeId, memberId: ticket.memberId, lines: [] }
  const cart = line && pass ? upgradeCart(ticket, line, pass.id) : nothing
  return {
    lines: line ? [{ lineId: line.id, quantity: refundableOf(line) }] : [],
    cart: { ...cart, ...(tillId === null ? {} : { tillId }) },
  }
}

function UpgradeFigures({
  quote: { quote, worksheet, creditFen },
  line,
  payFen,
}: {
  quote: ExchangeQuote
  line: TicketLine
  payFen: number
}) {
  const { t } = useTranslation('tickets')
  const pass = quote.lines.find((l) => l.kind === 'pass')
  const session = quote.lines.find((l) => l.kind === 'service')
  const facts: (Fact | false)[] = [
    { key: 'pass', label: t('upgrade.passPrice'), value: <Money fen={pass?.netFen ?? 0} /> },
    { key: 'paid', label: t('upgrade.paidBefore'), value: <Money fen={-creditFen} /> },
    worksheet.totalFen > creditFen && {
      key: 'back',
      label: t('upgrade.toBalance'),
      value: <Money fen={worksheet.totalFen - creditFen} tone="soft" />,
    },
    { key: 'due', label: t('upgrade.due'), value: <Money fen={payFen} tone="strong" />, isTotal: true },
    { key: 'used', label: t('upgrade.used', { count: refundableOf(line) }), value: <Money fen={session?.netFen ?? 0} tone="soft" /> },
  ]
  return <Facts facts={facts} />
}

/** From the press on the button to the new bill: consents that are missing first. */
function useUpgrade(ticket: Ticket, { current, cart, refetch }: ExchangePayment, lines: Asked['lines'], onClose: () => void) {
  const navigate = useNavigate()
  const [consents, setConsents] = useState(NO_CONSENTS)
  // What was on the screen at the press: it stands while it is asked about, whatever is worked out anew behind it.
  const [seen, setSeen] = useState<{ quote: ExchangeQuote; cart: Cart } | null>(null)
  const { mutation, submit } = useExchange(ticket, (ticketId) => {
    onClose()
    void navigate({ to: '/tickets/$ticketId', params: { ticketId } })
  })
  const begin = (of: NonNullable<typeof seen>, given: Consents) => {
    const { worksheet, quote } = of.quote
    const isReady = isConsented(ticket, of.quote, given)
    setConsents(given)
    setSeen(isReady ? null : of)
    if (!isReady) return
    submit({
      lines,
      cart: of.cart,
      reasonCode: 'other',
      note: '',
      approvalId: null,
      expectedTotalFen: worksheet.totalFen,
      quoteHash: quote.quoteHash,
      ...proofsFor(quote.payers, given.proofs, ticket.memberId),
    })
  }
  const go = () => {
    // Consent is good once; after a refusal it may be spent, so it is asked for again.
    const isSpent = isProblem(mutation.error, 'pin_proof_invalid')
    if (mutation.error) refetch()
    if (current) begin({ quote: current, cart }, isSpent ? NO_CONSENTS : consents)
  }
  const consent = seen && (
    <MissingConsent
      ticket={ticket}
      quote={seen.quote}
      consents={consents}
      onConsents={(given) => begin(seen, given)}
      onBack={() => setSeen(null)}
    />
  )
  return { mutation, consent, go }
}
