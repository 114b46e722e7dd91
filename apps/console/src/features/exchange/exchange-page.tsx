import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { PageSkeleton } from '../../components/skeletons.tsx'
import { ticketQuery } from '../tickets/queries.ts'
import { ExchangeDone } from './exchange-done.tsx'
import { ExchangeForm } from './exchange-form.tsx'
import { isExchangeable } from './exchangeable.ts'

/** Goods of one bill come back and others go out: first the form, then what came of it. */
export function ExchangePage() {
  const { t } = useTranslation(['exchange', 'common', 'cards', 'desk', 'group', 'printing', 'shifts', 'tickets', 'trade'])
  const { ticketId } = useParams({ from: '/shell/exchanges/$ticketId' })
  const { done } = useSearch({ from: '/shell/exchanges/$ticketId' })
  const ticket = useQuery(ticketQuery(ticketId))
  if (done) return <ExchangeDone ticketId={done} fromTicketId={ticketId} />
  if (ticket.isPending) return <PageSkeleton />
  return (
    <>
      <PageHeader title={t('title', { number: ticket.data?.number ?? '' })} about={t('about')}>
        <LinkButton to="/tickets/$ticketId" params={{ ticketId }}>
          {t('common:back')}
        </LinkButton>
      </PageHeader>
      <PageBody>
        {ticket.error && (
          <ProblemAlert error={ticket.error} action={<Button onClick={() => void ticket.refetch()}>{t('common:tryAgain')}</Button>} />
        )}
        {ticket.data &&
          (isExchangeable(ticket.data) ? (
            <ExchangeForm ticket={ticket.data} />
          ) : (
            <EmptyState title={t('notPossible')} hint={t('notPossibleHint')} />
          ))}
      </PageBody>
    </>
  )
}
