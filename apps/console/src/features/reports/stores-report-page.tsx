import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { ExportButton } from '../../components/export-button.tsx'
import { PageBody, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { useCan, useToday } from '../session/session-context.tsx'
import { storesReportQuery } from './day-queries.ts'
import type { DayReport } from './day-reports.ts'
import { Bar, Figure } from './figure.tsx'
import styles from './figures.module.css'
import { SpanFilter } from './report-filters.tsx'
import { ReportNav } from './report-nav.tsx'
import { readSpan, type Span } from './spans.ts'

type Row = Schema<'StoreFigures'>

/** Which report of the store a figure opens. */
const leads = {
  takingsFen: 'takings',
  consumptionFen: 'takings',
  visits: 'visits',
  prepaidSoldFen: 'prepaid',
  prepaidUsedFen: 'prepaid',
  prepaidLeftFen: 'prepaid',
  refundFen: 'returns',
  discountFen: 'discounts',
} as const satisfies Partial<Record<keyof Row, DayReport>>
type Name = keyof typeof leads
const names = Object.keys(leads) as Name[]
const from: Readonly<Partial<Record<Name, 'tablet' | 'desktop'>>> = {
  consumptionFen: 'tablet',
  visits: 'tablet',
  prepaidSoldFen: 'desktop',
  prepaidUsedFen: 'desktop',
  prepaidLeftFen: 'tablet',
  refundFen: 'desktop',
  discountFen: 'desktop',
}

/** All stores on one page; every figure opens the report of its store. */
export function StoresReportPage() {
  const { t } = useTranslation('dayReports')
  const search = useSearch({ from: '/shell/reports/stores' })
  const navigate = useNavigate()
  const span = readSpan(search, useToday())
  const mayExport = useCan('export', 'Report')
  const report = useQuery(storesReportQuery(span))
  return (
    <>
      <PageHeader title={t('nav.stores')} about={t('aboutReport.stores')}>
        {mayExport && <ExportButton address={`/api/reports/stores/export?${new URLSearchParams({ from: span.from, to: span.to })}`} />}
      </PageHeader>
      <ReportNav />
      <PageBody>
        <SpanFilter span={span} onSpan={(chosen) => void navigate({ to: '/reports/stores', search: { ...chosen }, replace: true })} />
        {report.isPending && <Bones heights={[36, 56, 56, 56]} />}
        {!report.data && <QueryProblem query={report} />}
        {report.data && <StoresTable data={report.data} span={span} />}
      </PageBody>
    </>
  )
}

function StoresTable({ data, span }: { data: Schema<'StoresReport'>; span: Span }) {
  const { t } = useTranslation('dayReports')
  const most = Math.max(...data.rows.map((row) => Math.abs(row.takingsFen)), 1)
  const columns: Column<Row>[] = [
    {
      key: 'store',
      title: t('dim.store'),
      footer: t('total'),
      render: (row) => <MainCell title={row.name} sub={<Bar value={row.takingsFen} most={most} />} />,
    },
    {
      key: 'shifts',
      title: <span title={t('about.openShifts')}>{t('figure.openShifts')}</span>,
      from: 'tablet',
      footer: '',
      render: (row) => <OpenShifts row={row} />,
    },
    ...names.map(
      (name): Column<Row> => ({
        key: name,
        title: <span title={t(`about.${name}`)}>{t(`figure.${name}`)}</span>,
        align: 'right',
        ...(from[name] ? { from: from[name] } : {}),
        footer: <Figure figure={name} value={data.totals[name]} strong />,
        render: (row) => (
          <Link
            to="/reports/days/$report"
            params={{ report: leads[name] }}
            search={{ ...span, storeId: row.storeId }}
            className={styles.figure ?? ''}
          >
            <span className="yb-visually-hidden">{t('openReport', { store: row.name, figure: t(`figure.${name}`) })} </span>
            <Figure figure={name} value={row[name]} strong={name === 'takingsFen'} />
          </Link>
        ),
      }),
    ),
  ]
  return <DataTable<Row> label={t('nav.stores')} columns={columns} rows={data.rows} rowKey={(row) => row.storeId} />
}

/** How many drawers are still to be counted; one of an earlier day was forgotten. */
function OpenShifts({ row }: { row: Row }) {
  const { t } = useTranslation('dayReports')
  const today = useToday()
  if (row.openSince === null) return <Tag tone="done">{t('shifts.none')}</Tag>
  return row.openSince < today ? (
    <Tag tone="attention">{t('shifts.since', { count: row.openShifts, day: row.openSince })}</Tag>
  ) : (
    <Tag>{t('shifts.open', { count: row.openShifts })}</Tag>
  )
}
