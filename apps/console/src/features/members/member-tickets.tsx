import { FileTextOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import Select from 'antd/es/select'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Money } from '../../components/money.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { ticketsQuery } from '../tickets/queries.ts'
import { TicketState, useLineName } from '../tickets/ticket-words.tsx'
import styles from './members.module.css'

/** The member's bills, store by store: a bill belongs to the store that wrote it. */
export function MemberTickets({ memberId }: { memberId: string }) {
  const { t } = useTranslation('members')
  const { session, store } = useWorkplace()
  const [storeId, setStoreId] = useState(store?.id)
  if (!storeId) return null
  return (
    <div className={styles.main}>
      {session.stores.length > 1 && (
        <div>
          <Select
            aria-label={t('homeStore')}
            value={storeId}
            onChange={setStoreId}
            style={{ minWidth: 200 }}
            options={session.stores.map((s) => ({ value: s.id, label: s.name }))}
          />
        </div>
      )}
      <List memberId={memberId} storeId={storeId} />
    </div>
  )
}

function List({ memberId, storeId }: { memberId: string; storeId: string }) {
  const { t, i18n } = useTranslation(['members', 'tickets', 'trade'])
  const navigate = useNavigate()
  const lineName = useLineName()
  const pages = useInfiniteQuery(ticketsQuery({ storeId, memberId }))
  if (pages.isPending) return <Bones heights={[36, 48, 48, 48]} />
  if (!pages.data) return <QueryProblem query={pages} />
  const rows = pages.data.pages.flatMap((page) => page.items)
  if (rows.length === 0)
    return <EmptyState icon={<FileTextOutlined aria-hidden="true" />} title={t('noTickets')} hint={t('noTicketsHint')} />
  return (
    <>
      <DataTable<Schema<'TicketSummary'>>
        label={t('tab.tickets')}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/tickets/$ticketId', params: { ticketId: row.id } })}
        columns={[
          {
            key: 'what',
            title: t('tickets:number'),
            render: (row) => (
              <MainCell
                title={row.lineNames.map(lineName).join('、')}
                sub={`${row.number ?? ''} · ${timeText(row.completedAt ?? row.openedAt, i18n.language)}`}
              />
            ),
          },
          { key: 'state', title: t('tickets:state'), from: 'tablet', render: (row) => <TicketState ticket={row} /> },
          {
            key: 'total',
            title: t('tickets:total'),
            align: 'right',
            render: (row) => (row.totalFen === null ? '—' : <Money fen={row.totalFen} tone="strong" />),
          },
        ]}
      />
      <LoadMore pages={pages} />
    </>
  )
}
