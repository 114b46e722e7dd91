import { DeleteOutlined, PauseCircleOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, type TicketSummary } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Popconfirm from 'antd/es/popconfirm'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { sinceText, timeText } from '../../lib/time.ts'
import styles from './dialogs.module.css'
import { heldQuery } from './queries.ts'
import type { FetchHeld } from './use-fetch-held.ts'

interface HeldListProps {
  storeId: string
  onFetch: (held: FetchHeld) => void
  isFetching: boolean
}

/** Bills put aside in this store, oldest first: the customer who waits longest stands on top. */
export function HeldList({ storeId, onFetch, isFetching }: HeldListProps) {
  const { t } = useTranslation('desk')
  const held = useQuery(heldQuery(storeId))
  const discard = useDiscard()
  if (held.isPending) return <Bones heights={[60, 60, 60]} />
  if (held.error) return <QueryProblem query={held} />
  if (held.data.items.length === 0)
    return <EmptyState icon={<PauseCircleOutlined aria-hidden="true" />} title={t('held.empty')} hint={t('held.emptyHint')} />
  return (
    <div className={styles.held}>
      <ProblemAlert error={discard.error} />
      {held.data.items.toReversed().map((ticket, index) => (
        <div key={ticket.id} className={styles.heldRow}>
          <HeldText ticket={ticket} />
          <Popconfirm
            title={t('held.discardAsk')}
            okText={t('held.discard')}
            cancelText={t('common:cancel')}
            onConfirm={() => discard.mutate(ticket)}
          >
            <Button
              type="text"
              aria-label={t('held.discard')}
              title={t('held.discard')}
              icon={<DeleteOutlined aria-hidden="true" />}
              loading={discard.isPending && discard.variables.id === ticket.id}
            />
          </Popconfirm>
          <FetchButton ticket={ticket} isFirst={index === 0} isDisabled={isFetching} onFetch={onFetch} />
        </div>
      ))}
    </div>
  )
}

interface FetchButtonProps {
  ticket: TicketSummary
  isFirst: boolean
  isDisabled: boolean
  onFetch: HeldListProps['onFetch']
}

/** A bill another till has fetched is taken over knowingly, or not at all. */
function FetchButton({ ticket, isFirst, isDisabled, onFetch }: FetchButtonProps) {
  const { t } = useTranslation('desk')
  const look = { type: isFirst ? ('primary' as const) : ('default' as const), autoFocus: isFirst, disabled: isDisabled }
  if (ticket.takenAt === null)
    return (
      <Button {...look} onClick={() => onFetch({ ticketId: ticket.id, takeOver: false })}>
        {t('held.fetch')}
      </Button>
    )
  return (
    <Popconfirm
      title={t('held.takeOverAsk', { name: ticket.takenByName })}
      okText={t('held.takeOver')}
      cancelText={t('common:cancel')}
      onConfirm={() => onFetch({ ticketId: ticket.id, takeOver: true })}
    >
      <Button {...look} type="default">
        {t('held.takeOver')}
      </Button>
    </Popconfirm>
  )
}

function HeldText({ ticket }: { ticket: TicketSummary }) {
  const { t, i18n } = useTranslation('desk')
  const names = ticket.lineNames.join('、')
  const label = ticket.holdLabel || ticket.memberName || names || t('held.noLabel')
  return (
    <div className={styles.heldText}>
      <strong className="yb-truncate">{label}</strong>
      <span className="yb-truncate" title={timeText(ticket.openedAt, i18n.language)}>
        {[sinceText(ticket.openedAt, i18n.language), ticket.openedByName, ...(label === names ? [] : [names])].join(' · ')}
      </span>
      {ticket.takenAt !== null && <span className={styles.heldTaken}>{t('held.takenBy', { name: ticket.takenByName })}</span>}
    </div>
  )
}

function useDiscard() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ id, version }: TicketSummary) =>
      answer(api.DELETE('/api/tickets/{ticketId}', { params: { path: { ticketId: id } }, headers: { 'If-Match': `"${version}"` } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['tickets'] }),
  })
}
