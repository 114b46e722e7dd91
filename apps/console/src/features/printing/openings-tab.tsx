import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { JobState } from './job-words.tsx'
import { openingsQuery } from './queries.ts'

type Opening = Schema<'DrawerOpening'>

/** Every time a drawer was opened: by whom, why, and with which bill. */
export function OpeningsTab({ storeId }: { storeId: string }) {
  const { t } = useTranslation('printing')
  const pages = useInfiniteQuery(openingsQuery(storeId))
  const columns = useColumns()
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      {pages.isPending && <Bones heights={[36, 48, 48, 48]} />}
      {!pages.data && <QueryProblem query={pages} />}
      {pages.data && rows.length === 0 && <EmptyState title={t('openings.none')} hint={t('openings.noneHint')} />}
      {rows.length > 0 && <DataTable<Opening> label={t('tab.drawer')} columns={columns} rows={rows} rowKey={(row) => row.id} />}
      <LoadMore pages={pages} />
    </>
  )
}

function useColumns(): Column<Opening>[] {
  const { t, i18n } = useTranslation('printing')
  return [
    {
      key: 'why',
      title: t('openings.why'),
      render: (row) => <MainCell title={t(`drawerReason.${row.reason}`)} sub={row.sourceNumber ?? row.note} />,
    },
    { key: 'who', title: t('openings.who'), render: (row) => <span className="yb-nowrap">{row.openedByName ?? t('bySystem')}</span> },
    { key: 'at', title: t('jobs.at'), render: (row) => timeText(row.openedAt, i18n.language) },
    { key: 'printer', title: t('jobs.printer'), from: 'tablet', render: (row) => row.printerName },
    {
      key: 'state',
      title: t('jobs.state'),
      from: 'tablet',
      render: (row) => <JobState job={{ state: row.jobState, problem: null, resolution: null }} />,
    },
  ]
}
