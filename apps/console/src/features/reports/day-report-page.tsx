import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import Select from 'antd/es/select'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { ExportButton } from '../../components/export-button.tsx'
import { Filters, PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { useCan, useToday, useWorkplace } from '../session/session-context.tsx'
import { dayReportQuery } from './day-queries.ts'
import { type DayReport, dayReportNames, dayReports, openedText, readOpened } from './day-reports.ts'
import styles from './figures.module.css'
import { Columns, FiguresTable } from './figures-table.tsx'
import { PrepaidTiles } from './prepaid-tiles.tsx'
import { SpanFilter, StoreFilter } from './report-filters.tsx'
import { ReportNav } from './report-nav.tsx'
import { ReportRows } from './report-rows.tsx'
import { readSpan } from './spans.ts'
import { TakingsTiles } from './takings-tiles.tsx'

/** One report of some days: its figures by store, day or word, each opening to its rows. */
export function DayReportPage() {
  const { t } = useTranslation(['dayReports', 'reports', 'trade'])
  const { report: named } = useParams({ from: '/shell/reports/days/$report' })
  const report = dayReportNames.find((name) => name === named) ?? 'takings'
  const { asked, by, search, choose } = useAsked(report)
  const mayExport = useCan('export', 'Report')
  const figures = useQuery(dayReportQuery(report, { ...asked, by, compare: search.compare }))
  const opened = readOpened(search.open, report)
  const query = new URLSearchParams({ from: asked.from, to: asked.to, by })
  if (asked.storeId) query.set('storeId', asked.storeId)
  return (
    <>
      <PageHeader title={t(`nav.${report}`)} about={t(`aboutReport.${report}`)}>
        {mayExport && <ExportButton address={`/api/reports/days/${report}/export?${query}`} />}
      </PageHeader>
      <ReportNav />
      <PageBody>
        <SpanFilter span={asked} onSpan={(span) => choose({ ...span, open: undefined })}>
          <StoreFilter storeId={asked.storeId} onStore={(storeId) => choose({ storeId, open: undefined })} />
        </SpanFilter>
        <Grouping report={report} by={by} compare={search.compare} onChoose={choose} />
        {report === 'takings' && <TakingsTiles asked={asked} />}
        {report === 'prepaid' && <PrepaidTiles asked={asked} />}
        {figures.isPending && <Bones heights={[36, 48, 48, 48, 48]} />}
        {!figures.data && <QueryProblem query={figures} />}
        {figures.data?.groups.length === 0 && <EmptyState title={t('empty')} hint={t('emptyHint')} />}
        {figures.data && figures.data.groups.length > 0 && (
          <>
            <Columns report={report} data={figures.data} />
            <FiguresTable report={report} data={figures.data} onOpen={(o) => choose({ open: openedText(o) })} />
            <p className={styles.about}>{t('note')}</p>
          </>
        )}
      </PageBody>
      {opened && <ReportRows report={report} asked={asked} opened={opened} onClose={() => choose({ open: undefined })} />}
    </>
  )
}

/** What the address asks for, and how to ask for something else. */
function useAsked(report: DayReport) {
  const search = useSearch({ from: '/shell/reports/days/$report' })
  const navigate = useNavigate()
  const { session } = useWorkplace()
  const span = readSpan(search, useToday())
  const only = session.stores.length === 1 ? session.stores[0]?.id : undefined
  const storeId = session.stores.find((s) => s.id === search.storeId)?.id ?? only
  const choose = (change: Partial<typeof search>) =>
    void navigate({ to: '/reports/days/$report', params: { report }, search: { ...search, ...change }, replace: change.open === undefined })
  const by = dayReports[report].by.find((b) => b === search.by) ?? dayReports[report].by[0]
  return { asked: { ...span, ...(storeId ? { storeId } : {}) }, by, search, choose }
}

interface GroupingProps {
  report: DayReport
  by: string
  compare: 'previous' | 'week' | undefined
  onChoose: (change: { by?: string | undefined; compare?: 'previous' | 'week' | undefined }) => void
}

function Grouping({ report, by, compare, onChoose }: GroupingProps) {
  const { t } = useTranslation('dayReports')
  const { session } = useWorkplace()
  const choices = dayReports[report].by.filter((b) => b !== 'store' || session.stores.length > 1)
  return (
    <Filters>
      <Select
        aria-label={t('filter.by')}
        style={{ minWidth: 150 }}
        value={by}
        onChange={(value) => onChoose({ by: value })}
        options={choices.map((value) => ({
          value,
          label: t('filter.byWords', {
            words: value
              .split(',')
              .map((dim) => t(`dim.${dim}`))
              .join(' · '),
          }),
        }))}
      />
      <Select
        aria-label={t('filter.compare')}
        allowClear
        placeholder={t('filter.noCompare')}
        style={{ minWidth: 170 }}
        value={compare}
        onChange={(value?: 'previous' | 'week') => onChoose({ compare: value ?? undefined })}
        options={(['previous', 'week'] as const).map((value) => ({ value, label: t(`compare.${value}`) }))}
      />
    </Filters>
  )
}
