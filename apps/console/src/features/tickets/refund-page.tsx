import { useQuery } from '@tanstack/react-query'
import { Navigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/link-button.tsx'
import { Money } from '../../components/money.tsx'
import { Facts, PageBody, Section, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { ReceiptPaper } from '../../components/receipt-paper.tsx'
import { Bones, PageSkeleton } from '../../components/skeletons.tsx'
import { timesText } from '../../lib/amount-lines.ts'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { ExchangeNotice } from '../exchange/exchange-notice.tsx'
import { PrintButton } from '../printing/print-button.tsx'
import { refundQuery, refundReceiptQuery } from './queries.ts'
import { useLineName } from './ticket-words.tsx'
import styles from './tickets.module.css'
import { tenderWord, useLotOwner, useTenderName, WhoseLine } from './who.tsx'

type Refund = Schema<'Refund'>

export function RefundPage() {
  const { refundId } = useParams({ from: '/shell/refunds/$refundId' })
  const refund = useQuery(refundQuery(refundId))
  if (refund.isPending) return <PageSkeleton />
  if (!refund.data) {
    return (
      <PageBody width="narrow">
        <QueryProblem query={refund} />
      </PageBody>
    )
  }
  const { prepaidRequestId } = refund.data
  if (prepaidRequestId) return <Navigate to="/prepaid-refunds/$requestId" params={{ requestId: prepaidRequestId }} search={{}} replace />
  return <RefundView refund={refund.data} />
}

function RefundView({ refund }: { refund: Refund }) {
  const { t, i18n } = useTranslation(['tickets', 'trade', 'exchange', 'printing'])
  return (
    <>
      <PageHeader
        title={`${t(`trade:refundKind.${refund.kind}`)} ${refund.number}`}
        about={`${timeText(refund.refundedAt, i18n.language)} · ${refund.refundedByName}${refund.approvedByName ? ` · ${t('approvedBy', { name: refund.approvedByName })}` : ''}`}
      >
        {refund.ticketId && (
          <LinkButton to="/tickets/$ticketId" params={{ ticketId: refund.ticketId }}>
            {t('originalTicket', { number: refund.ticketNumber })}
          </LinkButton>
        )}
      </PageHeader>
      <PageBody>
        <div className={styles.columns}>
          <div className={styles.main}>
            {refund.exchange && <ExchangeNotice exchange={refund.exchange} of="refund" />}
            <Lines refund={refund} />
            <WhereTo refund={refund} />
          </div>
          <aside className={styles.aside}>
            <RefundReceipt storeId={refund.storeId} refundId={refund.id} />
          </aside>
        </div>
      </PageBody>
    </>
  )
}

function Lines({ refund }: { refund: Refund }) {
  const { t } = useTranslation(['tickets', 'trade'])
  const lineName = useLineName()
  return (
    <Section title={t('sheet.lines')} note={[t(`trade:refundReason.${refund.reasonCode}`), refund.note].filter(Boolean).join(' · ')} card>
      <Facts
        facts={[
          ...refund.lines.map((line) => ({
            key: line.lineId,
            label: (
              <>
                {lineName(line.name)}
                {timesText(line)}
                <WhoseLine line={line} isAfter /> {line.restock && <Tag tone="done">{t('restocked')}</Tag>}
              </>
            ),
            value: <Money fen={line.netFen} />,
          })),
          { key: 'total', label: t('sheet.total'), value: <Money fen={refund.totalFen} size="large" />, isTotal: true },
        ]}
      />
    </Section>
  )
}

function WhereTo({ refund }: { refund: Refund }) {
  const { t } = useTranslation(['tickets', 'trade'])
  const lotName = useLineName()
  const tenderName = useTenderName()
  const lotOwner = useLotOwner(refund.lots)
  const wayBack = (e: Refund['tenders'][number]) => {
    const kind = tenderWord(e.kind, refund.exchange?.isUpgrade)
    const from = tenderName({ ...e, kind: tenderWord(e.fromKind, refund.isOfUpgrade) }, refund.memberId)
    return e.kind === e.fromKind ? t('sheet.by', { way: from }) : t('sheet.instead', { from, to: t(`trade:tender.${kind}`) })
  }
  const outside = refund.tenders.filter((e) => e.fromKind !== 'stored_value' && e.fromKind !== 'pass')
  return (
    <Section title={t('sheet.whereTo')} card>
      <Facts
        facts={[
          ...outside.map((e) => ({
            key: `${e.tenderId} ${e.kind}`,
            label: (
              <>
                {wayBack(e)}
                {e.reason && <div>{e.reason}</div>}
              </>
            ),
            value: <Money fen={e.amountFen} tone="strong" />,
          })),
          ...refund.lots.map((lot) => ({
            key: lot.lotId,
            label: (
              <>
                {lot.kind === 'pass' ? lot.name : t('sheet.toLot', { kind: t(`trade:lotKind.${lot.kind}`), name: lotName(lot.name) })}
                {lotOwner(lot)}
              </>
            ),
            value:
              lot.kind === 'pass' ? (
                <strong>+{t('trade:sessions', { count: lot.quantity })}</strong>
              ) : (
                <Money fen={lot.amountFen} tone="strong" />
              ),
          })),
        ]}
      />
    </Section>
  )
}

function RefundReceipt({ storeId, refundId }: { storeId: string; refundId: string }) {
  const { t } = useTranslation('tickets')
  const receipt = useQuery(refundReceiptQuery(refundId))
  return (
    <Section
      title={t('receipt')}
      side={<PrintButton storeId={storeId} source={{ kind: 'refund', id: refundId }} isDisabled={!receipt.data} />}
    >
      {receipt.isPending && <Bones heights={[320]} />}
      {receipt.error && <QueryProblem query={receipt} />}
      {receipt.data && <ReceiptPaper {...receipt.data} />}
    </Section>
  )
}
