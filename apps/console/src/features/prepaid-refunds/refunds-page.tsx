import { RollbackOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import Select from 'antd/es/select'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Money } from '../../components/money.tsx'
import { Filters, PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { sinceText } from '../../lib/time.ts'
import { PHONE, useMedia } from '../../lib/use-media.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { requestsQuery } from './queries.ts'
import { DueTag, StateTag } from './state-tags.tsx'

type Row = Schema<'PrepaidRefundSummary'>
const states = ['requested', 'paid', 'cancelled'] as const

/** Requests, those that are to be paid first, by the day they are due. */
export function RefundsPage() {
  const { t } = useTranslation(['prepaid', 'trade'])
  const { session } = useWorkplace()
  const search = useSearch({ from: '/shell/prepaid-refunds' })
  const navigate = useNavigate()
  const choose = (change: Partial<typeof search>) =>
    void navigate({ to: '/prepaid-refunds', search: { ...search, ...change }, replace: true })
  return (
    <>
      <PageHeader title={t('list.title')} about={t('list.about')} />
      <PageBody>
        <Filters>
          {session.stores.length > 1 && (
            <Select
              aria-label={t('list.store')}
              allowClear
              placeholder={t('list.anyStore')}
              style={{ minWidth: 160 }}
              value={search.storeId}
              onChange={(storeId) => choose({ storeId: storeId ?? undefined })}
              options={session.stores.map((s) => ({ value: s.id, label: s.name }))}
            />
          )}
          <Select
            aria-label={t('list.state')}
            allowClear
            placeholder={t('list.anyState')}
            style={{ minWidth: 130 }}
            value={search.state}
            onChange={(state) => choose({ state: state ?? undefined })}
            options={states.map((value) => ({ value, label: t(`state.${value}`) }))}
          />
        </Filters>
        <RequestList filter={search} />
      </PageBody>
    </>
  )
}

function RequestList({ filter }: { filter: Parameters<typeof requestsQuery>[0] }) {
  const { t } = useTranslation('prepaid')
  const navigate = useNavigate()
  const columns = useColumns()
  const pages = useInfiniteQuery(requestsQuery(filter))
  if (pages.isPending) return <Bones heights={[36, 48, 48, 48, 48]} />
  if (!pages.data) return <QueryProblem query={pages} />
  const rows = pages.data.pages.flatMap((page) => page.items)
  if (rows.length === 0)
    return (
      <EmptyState
        icon={<RollbackOutlined aria-hidden="true" />}
        title={t('list.none')}
        hint={t('list.noneHint')}
        action={
          <LinkButton to="/members" search={{}} isPrimary>
            {t('list.goMembers')}
          </LinkButton>
        }
      />
    )
  return (
    <>
      <DataTable<Row>
        label={t('list.title')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        isMuted={(row) => row.state === 'cancelled'}
        onOpen={(row) => void navigate({ to: '/prepaid-refunds/$requestId', params: { requestId: row.id }, search: {} })}
      />
      <LoadMore pages={pages} />
    </>
  )
}

function useColumns(): Column<Row>[] {
  const { t, i18n } = useTranslation(['prepaid', 'trade'])
  const isPhone = useMedia(PHONE)
  return [
    {
      key: 'member',
      title: t('list.member'),
      render: (row) => <MainCell title={row.memberName ?? row.memberNumber} sub={row.grantNames.join('、')} />,
    },
    {
      key: 'reason',
      title: t('list.reason'),
      from: 'tablet',
      render: (row) => <MainCell title={t(`trade:refundReason.${row.reasonCode}`)} sub={t(`cause.${row.cause}`)} />,
    },
    { key: 'state', title: t('list.state'), from: 'tablet', render: (row) => <StateTag state={row.state} /> },
    {
      key: 'due',
      title: t('list.due'),
      render: (row) => {
        if (row.daysLeft !== null) return <DueTag request={row} />
        return isPhone ? <StateTag state={row.state} /> : (row.number ?? '—')
      },
    },
    { key: 'store', title: t('list.store'), from: 'desktop', render: (row) => row.storeName },
    {
      key: 'asked',
      title: t('list.asked'),
      from: 'desktop',
      render: (row) => <time dateTime={row.requestedAt}>{sinceText(row.requestedAt, i18n.language)}</time>,
    },
    { key: 'total', title: t('list.total'), align: 'right', render: (row) => <Money fen={row.totalFen} /> },
  ]
}
