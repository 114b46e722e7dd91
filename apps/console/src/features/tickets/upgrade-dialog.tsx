import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { answer, type Cart } from '@yunbin/api-client'
import Checkbox from 'antd/es/checkbox'
import Modal from 'antd/es/modal'
import Segmented from 'antd/es/segmented'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SelectField } from '../../components/inputs.tsx'
import { Money } from '../../components/money.tsx'
import { type Fact, Facts } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { uuidv7 } from '../../lib/ids.ts'
import { formatFen } from '../../lib/money.ts'
import type { Schema } from '../../lib/schema.ts'
import { useSendOnce } from '../../lib/use-send-once.ts'
import { PIN_LENGTH, PinEntry } from '../cards/pin-entry.tsx'
import { usePrintWish } from '../printing/till-printing.ts'
import { refundableOf } from './refundable.ts'
import { useLineName } from './ticket-words.tsx'
import styles from './tickets.module.css'
import { type Item, type OutsideKind, outsideKinds, passesFor, type TicketLine, tendersFor, upgradeCart } from './upgrade.ts'
import { TermsAsked, termsAskedOf } from './upgrade-terms.tsx'

type Ticket = Schema<'Ticket'>
type Seen = Schema<'ExchangeQuote'>

interface UpgradeDialogProps {
  ticket: Ticket
  /** Visits that some pass covers, and what the store sells. */
  lines: readonly TicketLine[]
  items: readonly Item[]
  onClose: () => void
}

/** The customer liked it and takes the pass: today's visit becomes its first, and only the difference is paid. */
export function UpgradeDialog({ ticket, lines, items, onClose }: UpgradeDialogProps) {
  const { t } = useTranslation(['tickets', 'trade'])
  const lineName = useLineName()
  const [lineId, setLineId] = useState(lines[0]?.id ?? '')
  const [passId, setPassId] = useState<string>()
  const [kind, setKind] = useState<OutsideKind>('wechat')
  const [usesBalance, setUsesBalance] = useState(true)
  const [pin, setPin] = useState('')
  const line = lines.find((l) => l.id === lineId)
  const passes = line ? passesFor(line, items) : []
  const chosen = passes.find((p) => p.id === passId) ?? passes[0]
  const { open, seen, isBusy, error } = useUpgradeQuote(ticket, line, chosen?.id, { kind, usesBalance })
  const { mutation, submit } = useUpgrade(ticket, onClose)
  const needsPin = seen?.quote.needsProof?.kind === 'pin'
  const termsOf = termsAskedOf(open)
  const isReady = seen !== undefined && !isBusy && seen.quote.dueFen === 0 && termsOf === null && (!needsPin || pin.length === PIN_LENGTH)
  const go = () => {
    if (!isReady || !line || !chosen || !seen) return
    const cart = upgradeCart(ticket, line, chosen.id, tendersOf(open, usesBalance, kind))
    submit({ line, cart, seen, pin: needsPin ? pin : null })
  }
  const payFen = open?.quote.dueFen ?? 0
  const spendableFen = open?.quote.spendableFen ?? 0
  return (
    <Modal
      open
      title={t('upgrade.title')}
      width={480}
      okText={t('upgrade.confirm', { amount: formatFen(payFen) })}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={mutation.isPending}
      mask={{ closable: false }}
      onOk={go}
      onCancel={onClose}
    >
      <form className={styles.stack} onSubmit={(e) => e.preventDefault()}>
        <p>{t('upgrade.about')}</p>
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
        {open && line && <UpgradeFigures open={open} line={line} />}
        {open && spendableFen > 0 && payFen > 0 && (
          <Checkbox checked={usesBalance} onChange={(e) => setUsesBalance(e.target.checked)}>
            {t('upgrade.balance', { fen: Math.min(spendableFen, payFen) })}
          </Checkbox>
        )}
        {open && payFen > (usesBalance ? spendableFen : 0) && (
          <Segmented
            aria-label={t('upgrade.how')}
            block
            value={kind}
            onChange={setKind}
            options={outsideKinds.map((value) => ({ value, label: t(`trade:tender.${value}`) }))}
          />
        )}
        {needsPin && <PinEntry label={t('upgrade.pin')} value={pin} onChange={setPin} />}
        {termsOf !== null && <TermsAsked memberId={termsOf} storeId={ticket.storeId} />}
        <ProblemAlert error={mutation.error ?? error} />
      </form>
    </Modal>
  )
}

function tendersOf(open: Seen | undefined, usesBalance: boolean, kind: OutsideKind) {
  return open ? tendersFor(open.quote.dueFen, open.quote.spendableFen, usesBalance, kind) : []
}

/** What there is to pay, and then the same with how it is paid. */
function useUpgradeQuote(
  ticket: Ticket,
  line: TicketLine | undefined,
  passId: string | undefined,
  { kind, usesBalance }: { kind: OutsideKind; usesBalance: boolean },
) {
  const ask = (tenders: ReturnType<typeof tendersFor>, enabled: boolean) => ({
    queryKey: ['refund-quote', 'upgrade', ticket.id, line?.id, passId, tenders],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      answer(
        api.POST('/api/tickets/{ticketId}/exchange-quotes', {
          params: { path: { ticketId: ticket.id } },
          body: {
            lines: line ? [{ lineId: line.id, quantity: refundableOf(line) }] : [],
            cart: line && passId ? upgradeCart(ticket, line, passId, tenders) : ({} as Cart),
          },
          signal,
        }),
      ),
    enabled: enabled && line !== undefined && passId !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 5_000,
    gcTime: 30_000,
  })
  const open = useQuery(ask([], true))
  const isOpen = open.data !== undefined && !open.isPlaceholderData
  const paid = useQuery(ask(tendersOf(open.data, usesBalance, kind), isOpen))
  return {
    open: open.isError ? undefined : open.data,
    seen: paid.isError ? undefined : paid.data,
    isBusy: !isOpen || paid.isFetching || paid.isPlaceholderData,
    error: open.error ?? paid.error,
  }
}

function UpgradeFigures({ open, line }: { open: Seen; line: TicketLine }) {
  const { t } = useTranslation('tickets')
  const [pass] = open.quote.lines.filter((l) => l.kind === 'pass')
  const session = open.quote.lines.find((l) => l.kind === 'service')
  const facts: (Fact | false)[] = [
    { key: 'pass', label: t('upgrade.passPrice'), value: <Money fen={pass?.netFen ?? 0} /> },
    { key: 'paid', label: t('upgrade.paidBefore'), value: <Money fen={-open.creditFen} /> },
    open.worksheet.totalFen > open.creditFen && {
      key: 'back',
      label: t('upgrade.toBalance'),
      value: <Money fen={open.worksheet.totalFen - open.creditFen} tone="soft" />,
    },
    { key: 'due', label: t('upgrade.due'), value: <Money fen={open.quote.dueFen} tone="strong" />, isTotal: true },
    { key: 'used', label: t('upgrade.used', { count: refundableOf(line) }), value: <Money fen={session?.netFen ?? 0} tone="soft" /> },
  ]
  return <Facts facts={facts} />
}

interface Sent {
  line: TicketLine
  cart: Cart
  seen: Seen
  pin: string | null
}

function useUpgrade(ticket: Ticket, onClose: () => void) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const wish = usePrintWish(ticket.storeId)
  const [newTicketId] = useState(uuidv7)
  return useSendOnce(
    async ({ line, cart, seen, pin }: Sent, key) => {
      const print = wish()
      const pinProofId = pin === null || !ticket.memberId ? null : await prove(ticket, pin, seen)
      return answer(
        api.POST('/api/tickets/{ticketId}/exchanges', {
          params: { path: { ticketId: ticket.id } },
          body: {
            lines: [{ lineId: line.id, quantity: refundableOf(line) }],
            cart,
            ticketId: newTicketId,
            reasonCode: 'other',
            note: '',
            expectedTotalFen: seen.worksheet.totalFen,
            quoteHash: seen.quote.quoteHash,
            pinProofId,
            ...(print ? { print } : {}),
          },
          headers: { 'Idempotency-Key': key },
        }),
      )
    },
    ({ ticketId }) => {
      onClose()
      for (const key of ['tickets', 'wallet', 'statement', 'member', 'receipt', 'liability'])
        void queryClient.invalidateQueries({ queryKey: [key] })
      void navigate({ to: '/tickets/$ticketId', params: { ticketId } })
    },
  )
}

/** The member consents to what is taken of the balance. */
async function prove(ticket: Ticket, pin: string, seen: Seen): Promise<string> {
  const { id } = await answer(
    api.POST('/api/members/{memberId}/pin-proofs', {
      params: { path: { memberId: ticket.memberId ?? '' } },
      body: { storeId: ticket.storeId, limitFen: seen.quote.needsProof?.amountFen ?? 0, secret: { kind: 'pin', pin } },
    }),
  )
  return id
}
