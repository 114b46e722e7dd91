import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/link-button.tsx'
import { Money } from '../../components/money.tsx'
import { Facts, PageBody, Section } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { PageSkeleton } from '../../components/skeletons.tsx'
import { timeText } from '../../lib/time.ts'
import { useCan } from '../session/session-context.tsx'
import { CancelDialog } from './cancel-dialog.tsx'
import { Evidence } from './evidence.tsx'
import { Papers } from './papers.tsx'
import { PayoutPart } from './payout-part.tsx'
import styles from './prepaid-refunds.module.css'
import { type Request, requestQuery } from './queries.ts'
import { SheetView } from './sheet-view.tsx'
import { DueTag, StateTag } from './state-tags.tsx'

export function RequestPage() {
  const { requestId } = useParams({ from: '/shell/prepaid-refunds/$requestId' })
  const request = useQuery(requestQuery(requestId))
  if (request.isPending) return <PageSkeleton />
  if (!request.data) {
    return (
      <PageBody width="narrow">
        <QueryProblem query={request} />
      </PageBody>
    )
  }
  return <RequestView request={request.data} />
}

function RequestView({ request }: { request: Request }) {
  const { t } = useTranslation(['prepaid', 'trade', 'printing'])
  const { unsent } = useSearch({ from: '/shell/prepaid-refunds/$requestId' })
  const [isCancelling, setCancelling] = useState(false)
  const mayCancel = useCan('request', 'PrepaidRefund') && request.state === 'requested'
  const kept = request.sheets.findLast((s) => s.purpose === 'payout') ?? request.sheets[0]
  return (
    <>
      <PageHeader
        title={request.number ? t('request.paidTitle', { number: request.number }) : t('request.title')}
        about={
          <>
            <StateTag state={request.state} /> <DueTag request={request} /> {request.memberName ?? request.memberNumber} ·{' '}
            {t(`trade:refundReason.${request.reasonCode}`)}
          </>
        }
      >
        {mayCancel && <Button onClick={() => setCancelling(true)}>{t('request.cancel')}</Button>}
        <LinkButton to="/members/$memberId" params={{ memberId: request.memberId }} search={{}}>
          {t('request.member')}
        </LinkButton>
      </PageHeader>
      <PageBody>
        {unsent && request.attachments.length === 0 && <div className={styles.callout}>{t('evidence.unsent')}</div>}
        <div className={styles.columns}>
          <div className={styles.main}>
            {request.state === 'requested' ? (
              <PayoutPart request={request} />
            ) : (
              kept && (
                <Section title={t('sheet.title')}>
                  <div className={styles.paper}>
                    <SheetView sheet={kept.sheet} />
                  </div>
                </Section>
              )
            )}
          </div>
          <aside className={styles.aside}>
            <Story request={request} />
            <Section title={t('evidence.title')}>
              <Evidence request={request} />
            </Section>
            <Papers request={request} />
          </aside>
        </div>
      </PageBody>
      {isCancelling && <CancelDialog requestId={request.id} onClose={() => setCancelling(false)} />}
    </>
  )
}

/** Who did what and when, how it was paid, and the fingerprints of the worksheets. */
function Story({ request }: { request: Request }) {
  const { t, i18n } = useTranslation(['prepaid', 'trade'])
  const at = (instant: string | null) => (instant === null ? '' : timeText(instant, i18n.language))
  return (
    <Section title={t('request.story')} card>
      <Facts
        facts={[
          {
            key: 'asked',
            label: t('request.asked'),
            value: [at(request.requestedAt), request.requestedByName].filter(Boolean).join(' · '),
          },
          { key: 'due', label: t('request.due'), value: request.dueOn },
          request.note !== '' && { key: 'note', label: t('ask.note'), value: request.note },
          request.closedAt !== null && {
            key: 'closed',
            label: t(`state.${request.state}`),
            value: [at(request.closedAt), request.closedByName].filter(Boolean).join(' · '),
          },
          request.approvedByName !== null && { key: 'approved', label: t('request.approved'), value: request.approvedByName },
          request.cancelReason !== '' && { key: 'why', label: t('request.cancelReason'), value: request.cancelReason },
          ...request.payouts.map((p) => ({
            key: `${p.kind} ${p.amountFen} ${p.reference}`,
            label: (
              <>
                {t(`trade:tender.${p.kind}`)}
                {(p.reason || p.reference) && <div>{[p.reason, p.reference].filter(Boolean).join(' · ')}</div>}
              </>
            ),
            value: <Money fen={p.amountFen} tone="strong" />,
          })),
          ...request.bankPayouts.map((p) => ({
            key: `${p.accountLast4} ${p.paidAt} ${p.amountFen}`,
            label: t('request.payee'),
            value: `${p.payee} · ${t('request.account', { last: p.accountLast4 })}`,
          })),
          ...request.sheets.map((s) => ({
            key: s.sha256,
            label: t(`request.hash.${s.purpose}`),
            value: (
              <span className={styles.hash} title={s.sha256}>
                {s.sha256.slice(0, 16)}…
              </span>
            ),
          })),
        ]}
      />
    </Section>
  )
}
