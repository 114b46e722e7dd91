import { CheckCircleFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/link-button.tsx'
import { Money } from '../../components/money.tsx'
import { Facts, PageBody, Section } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { ReceiptPaper } from '../../components/receipt-paper.tsx'
import { Bones, PageSkeleton } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { PrintButton } from '../printing/print-button.tsx'
import { refundQuery, refundReceiptQuery, ticketQuery, ticketReceiptQuery } from '../tickets/queries.ts'
import styles from './exchange.module.css'
import { outcomeOf } from './exchange-draft.ts'

/** Both documents of an exchange beside each other, and the one figure between them. */
export function ExchangeDone({ ticketId, fromTicketId }: { ticketId: string; fromTicketId: string }) {
  const { t } = useTranslation(['exchange', 'common'])
  const ticket = useQuery(ticketQuery(ticketId))
  const exchange = ticket.data?.exchange
  const refund = useQuery({ ...refundQuery(exchange?.refundId ?? ''), enabled: Boolean(exchange) })
  if (ticket.isPending || (exchange && refund.isPending)) return <PageSkeleton />
  const error = ticket.error ?? refund.error
  if (!ticket.data || !refund.data)
    return (
      <PageBody width="narrow">
        <ProblemAlert error={error} action={<Button onClick={() => void ticket.refetch()}>{t('common:tryAgain')}</Button>} />
      </PageBody>
    )
  return (
    <>
      <PageHeader title={t('done.title')} about={t('done.about', { refund: refund.data.number, ticket: ticket.data.number })}>
        <LinkButton to="/tickets/$ticketId" params={{ ticketId: fromTicketId }}>
          {t('done.original')}
        </LinkButton>
        <LinkButton to="/desk" isPrimary>
          {t('done.desk')}
        </LinkButton>
      </PageHeader>
      <PageBody>
        <Between ticket={ticket.data} refund={refund.data} />
        <div className={styles.papers}>
          <Paper kind="refund" id={refund.data.id} storeId={refund.data.storeId} number={refund.data.number} />
          <Paper kind="ticket" id={ticket.data.id} storeId={ticket.data.storeId} number={ticket.data.number ?? ''} />
        </div>
      </PageBody>
    </>
  )
}

function Between({ ticket, refund }: { ticket: Schema<'Ticket'>; refund: Schema<'Refund'> }) {
  const { t } = useTranslation('exchange')
  const [label, fen] = outcomeOf({ paid: ticket.tenders, dueFen: 0, back: refund.tenders, lots: refund.lots })
  const change = ticket.tenders.find((e) => (e.changeFen ?? 0) > 0)
  return (
    <div className={styles.between} role="status">
      <CheckCircleFilled aria-hidden="true" />
      <Facts
        facts={[
          { key: 'back', label: t('sheet.backTotal'), value: <Money fen={refund.totalFen} /> },
          { key: 'out', label: t('sheet.outTotal'), value: <Money fen={ticket.totalFen ?? 0} /> },
          { key: 'between', label: t(`sheet.${label}`), value: <Money fen={fen} size="large" />, isTotal: true },
          change !== undefined && {
            key: 'change',
            label: t('done.change'),
            value: <Money fen={change.changeFen ?? 0} size="large" />,
            isTotal: true,
          },
        ]}
      />
    </div>
  )
}

function Paper({ kind, id, storeId, number }: { kind: 'refund' | 'ticket'; id: string; storeId: string; number: string }) {
  const { t } = useTranslation(['exchange', 'common'])
  const ticketPaper = useQuery({ ...ticketReceiptQuery(id), enabled: kind === 'ticket' })
  const refundPaper = useQuery({ ...refundReceiptQuery(id), enabled: kind === 'refund' })
  const paper = kind === 'ticket' ? ticketPaper : refundPaper
  return (
    <Section
      title={t(`done.${kind}`)}
      note={
        kind === 'ticket' ? (
          <Link to="/tickets/$ticketId" params={{ ticketId: id }}>
            {number}
          </Link>
        ) : (
          <Link to="/refunds/$refundId" params={{ refundId: id }}>
            {number}
          </Link>
        )
      }
      side={<PrintButton storeId={storeId} source={{ kind, id }} isDisabled={!paper.data} />}
    >
      {paper.isPending && <Bones heights={[320]} />}
      <ProblemAlert error={paper.error} action={<Button onClick={() => void paper.refetch()}>{t('common:tryAgain')}</Button>} />
      {paper.data && <ReceiptPaper {...paper.data} />}
    </Section>
  )
}
