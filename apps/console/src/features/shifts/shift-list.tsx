import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Money } from '../../components/money.tsx'
import { Filters, Tag } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { shiftsQuery } from './queries.ts'
import styles from './shifts.module.css'
import { useDrawer, useTillName } from './use-drawer.ts'
import { Variance } from './variance.tsx'

type Shift = Schema<'Shift'>

/** Every shift of the store, newest first; a closed one opens its report. */
export function ShiftList({ storeId }: { storeId: string }) {
  const { t } = useTranslation('shifts')
  const { day, tillId } = useSearch({ from: '/shell/shifts' })
  const navigate = useNavigate()
  const columns = useShiftColumns()
  const pages = useInfiniteQuery(shiftsQuery({ storeId, day, tillId }))
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = Boolean(day ?? tillId)
  return (
    <div className={styles.stack}>
      <ListFilters storeId={storeId} />
      {pages.isPending && <Bones heights={[36, 48, 48, 48]} />}
      {!pages.data && <QueryProblem query={pages} />}
      {pages.data && rows.length === 0 && (
        <EmptyState
          title={isFiltered ? t('list.noneFound') : t('list.none')}
          hint={isFiltered ? t('list.noneFoundHint') : t('list.noneHint')}
        />
      )}
      {rows.length > 0 && (
        <DataTable<Shift>
          label={t('tab.list')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          onOpen={(row) =>
            row.reportId === null
              ? void navigate({ to: '/shifts', search: {} })
              : void navigate({ to: '/shift-reports/$reportId', params: { reportId: row.reportId } })
          }
        />
      )}
      <LoadMore pages={pages} />
    </div>
  )
}

function ListFilters({ storeId }: { storeId: string }) {
  const { t } = useTranslation('shifts')
  const search = useSearch({ from: '/shell/shifts' })
  const navigate = useNavigate()
  const tillName = useTillName()
  const tills = useDrawer(storeId).tills.data?.items ?? []
  const choose = (change: { day?: string | undefined; tillId?: string | undefined }) =>
    void navigate({ to: '/shifts', search: { ...search, ...change }, replace: true })
  return (
    <Filters>
      <Input
        type="date"
        aria-label={t('list.day')}
        title={t('list.day')}
        style={{ width: 160 }}
        value={search.day ?? ''}
        onChange={(e) => choose({ day: e.target.value || undefined })}
      />
      {tills.length > 1 && (
        <Select
          aria-label={t('till.label')}
          allowClear
          placeholder={t('list.anyTill')}
          style={{ minWidth: 160 }}
          value={search.tillId}
          onChange={(tillId) => choose({ tillId: tillId ?? undefined })}
          options={tills.map((till) => ({ value: till.id, label: tillName(till) }))}
        />
      )}
      {(search.day ?? search.tillId) && (
        <Button type="link" onClick={() => choose({ day: undefined, tillId: undefined })}>
          {t('list.clear')}
        </Button>
      )}
    </Filters>
  )
}

export function useShiftColumns(): Column<Shift>[] {
  const { t, i18n } = useTranslation('shifts')
  const time = (at: string | null) => (at === null ? '—' : timeText(at, i18n.language))
  const money = (fen: number | null) => (fen === null ? '—' : <Money fen={fen} />)
  return [
    {
      key: 'shift',
      title: t('list.shift'),
      render: (row) => (
        <MainCell
          title={
            <>
              {row.label} {row.closedAt === null && <Tag tone="done">{t('list.open')}</Tag>}
            </>
          }
          sub={row.businessDay}
        />
      ),
    },
    {
      key: 'by',
      title: t('list.by'),
      from: 'tablet',
      render: (row) => row.closedByName ?? row.openedByName ?? '—',
    },
    { key: 'opened', title: t('list.opened'), from: 'desktop', render: (row) => time(row.openedAt) },
    { key: 'closed', title: t('list.closed'), from: 'tablet', render: (row) => time(row.closedAt) },
    { key: 'counted', title: t('list.counted'), align: 'right', from: 'tablet', render: (row) => money(row.countedFen) },
    { key: 'left', title: t('list.left'), align: 'right', from: 'desktop', render: (row) => money(row.closingFloatFen) },
    {
      key: 'variance',
      title: t('list.variance'),
      align: 'right',
      render: (row) => (row.varianceFen === null ? '—' : <Variance fen={row.varianceFen} />),
    },
  ]
}
