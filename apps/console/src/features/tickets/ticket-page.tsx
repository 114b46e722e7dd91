import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/link-button.tsx'
import { Money } from '../../components/money.tsx'
import { Facts, PageBody, Section, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { ReceiptPaper } from '../../components/receipt-paper.tsx'
import { Bones, PageSkeleton } from '../../components/skeletons.tsx'
import { businessDayOf } from '../../lib/days.ts'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { ExchangeNotice } from '../exchange/exchange-notice.tsx'
import { isExchangeable } from '../exchange/exchangeable.ts'
import { PrintButton } from '../printing/print-button.tsx'
import { can } from '../session/abilities.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { ticketQuery, ticketReceiptQuery } from './queries.ts'
import { refundableOf } from './refundable.ts'
import { TicketLines } from './ticket-lines.tsx'
import { TicketState } from './ticket-words.tsx'
import styles from './tickets.module.css'
import { UpgradeButton } from './upgrade-button.tsx'
import { VoidDialog } from './void-dialog.tsx'
import { tenderWord, useTenderName, WhoPaid } from './who.tsx'

type Ticket = Schema<'Ticket'>

export function TicketPage() {
  const { ticketId } = useParams({ from: '/shell/tickets/$ticketId' })
  const ticket = useQuery(ticketQuery(ticketId))
  if (ticket.isPending) return <PageSkeleton />
  if (!ticket.data) {
    return (
      <PageBody width="narrow">
        <QueryProblem query={ticket} />
      </PageBody>
    )
  }
  return <TicketView ticket={ticket.data} />
}

function TicketView({ ticket }: { ticket: Ticket }) {
  const { t, i18n } = useTranslation([
    'tickets',
    'trade',
    'cards',
    'contracts',
    'deposits',
    'desk',
    'exchange',
    'group',
    'printing',
    'shifts',
  ])
  const at = ticket.completedAt ?? ticket.openedAt
  return (
    <>
      <PageHeader
        title={ticket.number ?? (ticket.holdLabel || t('trade:ticketState.held'))}
        about={
          <>
            <TicketState ticket={ticket} /> {ticket.storeName} · {timeText(at, i18n.language)} ·{' '}
            {ticket.completedByName ?? ticket.openedByName}
          </>
        }
      >
        <TicketActions ticket={ticket} />
      </PageHeader>
      <PageBody>
        <div className={styles.columns}>
          <div className={styles.main}>
            {ticket.exchange && <ExchangeNotice exchange={ticket.exchange} of="ticket" />}
            {ticket.state === 'held' ? <HeldNotice /> : <TicketLines ticket={ticket} />}
            {ticket.refunds.length > 0 && <RefundsSoFar refunds={ticket.refunds} />}
          </div>
          <aside className={styles.aside}>
            <Summary ticket={ticket} />
            <WhoPaid ticket={ticket} />
            {ticket.state !== 'held' && <TicketReceipt storeId={ticket.storeId} ticketId={ticket.id} />}
          </aside>
        </div>
      </PageBody>
    </>
  )
}

function HeldNotice() {
  const { t } = useTranslation('tickets')
  return (
    <div className={styles.callout}>
      {t('heldHint')} <Link to="/held">{t('openHeld')}</Link>
    </div>
  )
}

/** What may still be done: refund what is left; void only today, untouched and before its shift is closed, as the server says again. */
function TicketActions({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation(['tickets', 'exchange'])
  const { session } = useWorkplace()
  const navigate = useNavigate()
  const [isVoiding, setVoiding] = useState(false)
  if (ticket.state !== 'completed' || !can(session, 'refund', 'Ticket')) return null
  const hasLeft = ticket.lines.some((line) => refundableOf(line) > 0)
  const store = session.stores.find((s) => s.id === ticket.storeId)
  const isToday = store !== undefined && ticket.businessDay === businessDayOf(new Date(), store.zone, store.cutoffHour)
  const mayVoid = ticket.refunds.length === 0 && ticket.isShiftOpen && isToday
  const mayUpgrade = isToday && can(session, 'sell', 'Ticket')
  return (
    <>
      {mayUpgrade && <UpgradeButton ticket={ticket} />}
      {mayVoid && (
        <Button danger onClick={() => setVoiding(true)}>
          {t('void.button')}
        </Button>
      )}
      {isExchangeable(ticket) && (
        <LinkButton to="/exchanges/$ticketId" params={{ ticketId: ticket.id }}>
          {t('exchange:button')}
        </LinkButton>
      )}
      {hasLeft && (
        <Button
          type="primary"
          onClick={() => void navigate({ to: '/tickets/$ticketId/refund', params: { ticketId: ticket.id }, search: {} })}
        >
          {t('refund.button')}
        </Button>
      )}
      {isVoiding && <VoidDialog ticket={ticket} onClose={() => setVoiding(false)} />}
    </>
  )
}

function Summary({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation(['tickets', 'trade'])
  const money = (fen: number | null) => (fen === null ? '—' : <Money fen={fen} />)
  return (
    <Section title={t('summary')} card>
      <Facts
        facts={[
          {
            key: 'member',
            label: t('member'),
            value: ticket.memberId ? (
              <Link to="/members/$memberId" params={{ memberId: ticket.memberId }}>
                {ticket.memberName ?? ticket.memberNumber}
              </Link>
            ) : (
              t('walkIn')
            ),
          },
          ticket.businessDay !== null && { key: 'day', label: t('businessDay'), value: ticket.businessDay },
          ticket.priceBookVersion !== null && {
            key: 'book',
            label: t('priceBook'),
            value: t('versionNumber', { version: ticket.priceBookVersion }),
          },
          { key: 'list', label: t('listTotal'), value: money(ticket.listFen) },
          Boolean(ticket.discountFen) && { key: 'discount', label: t('discountTotal'), value: money(-Math.abs(ticket.discountFen ?? 0)) },
          Boolean(ticket.roundingFen) && { key: 'rounding', label: t('trade:lineKind.rounding'), value: money(ticket.roundingFen) },
          { key: 'total', label: t('total'), value: money(ticket.totalFen), isTotal: true },
          ...ticket.tenders.map((e) => ({
            key: e.id,
            label: <TenderLabel tender={{ ...e, kind: tenderWord(e.kind, ticket.exchange?.isUpgrade) }} ownId={ticket.memberId} />,
            value: (
              <>
                <Money fen={e.amountFen} />
                {e.changeFen ? (
                  <div className={styles.times}>{t('receivedAndChange', { received: e.receivedFen ?? 0, change: e.changeFen })}</div>
                ) : null}
              </>
            ),
          })),
          ticket.refundedFen > 0 && {
            key: 'refunded',
            label: t('refundedTotal'),
            value: <Money fen={-ticket.refundedFen} />,
            isTotal: true,
          },
          ticket.note !== '' && { key: 'note', label: t('note'), value: ticket.note },
        ]}
      />
    </Section>
  )
}

/** What was paid with, and whose it was; a deposit opens to its own page. */
function TenderLabel({ tender, ownId }: { tender: Ticket['tenders'][number]; ownId: string | null }) {
  const name = useTenderName()(tender, ownId)
  if (tender.kind === 'deposit' && tender.sourceId !== null)
    return (
      <Link to="/deposits/$depositId" params={{ depositId: tender.sourceId }}>
        {name}
      </Link>
    )
  return name
}

function RefundsSoFar({ refunds }: { refunds: Ticket['refunds'] }) {
  const { t, i18n } = useTranslation(['tickets', 'trade', 'exchange'])
  return (
    <Section title={t('refundsSoFar')}>
      <div className={styles.rows}>
        {refunds.map((refund) => (
          <Link key={refund.id} to="/refunds/$refundId" params={{ refundId: refund.id }} className={styles.row}>
            <div className={styles.rowText}>
              <strong>
                {t(`trade:refundKind.${refund.kind}`)} {refund.number}{' '}
                {refund.exchangeTicketId && <Tag tone="brand">{t(refund.isUpgrade ? 'exchange:upgrade.tag' : 'exchange:tag')}</Tag>}
              </strong>
              <span>
                {t(`trade:refundReason.${refund.reasonCode}`)} · {timeText(refund.refundedAt, i18n.language)} · {refund.refundedByName}
              </span>
            </div>
            <Money fen={-refund.totalFen} tone="strong" />
          </Link>
        ))}
      </div>
    </Section>
  )
}

function TicketReceipt({ storeId, ticketId }: { storeId: string; ticketId: string }) {
  const { t } = useTranslation('tickets')
  const receipt = useQuery(ticketReceiptQuery(ticketId))
  return (
    <Section
      title={t('receipt')}
      side={<PrintButton storeId={storeId} source={{ kind: 'ticket', id: ticketId }} isDisabled={!receipt.data} />}
    >
      {receipt.isPending && <Bones heights={[320]} />}
      {receipt.error && <QueryProblem query={receipt} />}
      {receipt.data && <ReceiptPaper {...receipt.data} />}
    </Section>
  )
}
