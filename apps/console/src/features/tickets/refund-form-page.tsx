import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { PageSkeleton } from '../../components/skeletons.tsx'
import { ticketQuery } from './queries.ts'
import { RefundForm } from './refund-form.tsx'

export function RefundFormPage() {
  const { t } = useTranslation(['tickets', 'common', 'shifts', 'trade'])
  const { ticketId } = useParams({ from: '/shell/tickets/$ticketId/refund' })
  const { line } = useSearch({ from: '/shell/tickets/$ticketId/refund' })
  const navigate = useNavigate()
  const ticket = useQuery(ticketQuery(ticketId))
  const back = () => void navigate({ to: '/tickets/$ticketId', params: { ticketId } })
  if (ticket.isPending) return <PageSkeleton />
  return (
    <>
      <PageHeader title={t('refund.title', { number: ticket.data?.number ?? '' })} about={t('refund.about')}>
        <Button onClick={back}>{t('common:back')}</Button>
      </PageHeader>
      <PageBody>
        {ticket.error && <QueryProblem query={ticket} />}
        {ticket.data &&
          (ticket.data.state === 'completed' ? (
            <RefundForm ticket={ticket.data} lineId={line} />
          ) : (
            <EmptyState title={t('refund.notPossible')} hint={t('refund.notPossibleHint')} />
          ))}
      </PageBody>
    </>
  )
}
