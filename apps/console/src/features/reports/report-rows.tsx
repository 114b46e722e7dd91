import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Drawer from 'antd/es/drawer'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { ExportButton } from '../../components/export-button.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { useCan } from '../session/session-context.tsx'
import { dayRowsQuery } from './day-queries.ts'
import { type DayReport, dayReports, type Opened } from './day-reports.ts'
import { Figure } from './figure.tsx'
import styles from './figures.module.css'
import type { Span } from './spans.ts'
import { useReportWords } from './use-report-words.ts'

type Row = Schema<'DayReportRow'>

interface ReportRowsProps {
  report: DayReport
  asked: Span & { storeId?: string | undefined }
  opened: Opened
  onClose: () => void
}

/** The rows a figure is made of, each with the way to its document. */
export function ReportRows({ report, asked, opened, onClose }: ReportRowsProps) {
  const { t } = useTranslation('dayReports')
  const mayExport = useCan('export', 'Report')
  const columns = useColumns(report, opened)
  const pages = useInfiniteQuery(dayRowsQuery(report, asked, opened))
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? []
  const query = new URLSearchParams({ from: asked.from, to: asked.to, figure: opened.figure, is: JSON.stringify(opened.is) })
  if (asked.storeId) query.set('storeId', asked.storeId)
  return (
    <Drawer
      open
      title={t('rowsOf', { report: t(`nav.${report}`), figure: t(`figure.${opened.figure}`) })}
      size={Math.min(820, window.innerWidth)}
      onClose={onClose}
    >
      <div className={styles.actions}>{mayExport && <ExportButton address={`/api/reports/days/${report}/rows/export?${query}`} />}</div>
      {pages.isPending && <Bones heights={[36, 48, 48, 48]} />}
      {!pages.data && <QueryProblem query={pages} />}
      {pages.data && <DataTable<Row> label={t('rows')} rows={rows} rowKey={(row) => row.id} columns={columns} />}
      <LoadMore pages={pages} />
    </Drawer>
  )
}

/** What the group does not say already, of the words that tell rows apart. */
function useColumns(report: DayReport, opened: Opened): Column<Row>[] {
  const { t } = useTranslation('dayReports')
  const wordOf = useReportWords(report)
  const hidden = ['store', 'day', 'item', 'category', 'hour', 'nature', 'unit', 'flow', ...Object.keys(opened.is)]
  const figures = dayReports[report].figures.filter((f) => f === opened.figure || f === dayReports[report].figures[0])
  return [
    {
      key: 'document',
      title: t('row.document'),
      render: (row) => <MainCell title={<DocumentLink row={row} />} sub={row.localTime} />,
    },
    {
      key: 'what',
      title: t('row.what'),
      render: (row) => {
        const words = Object.keys(row.key)
          .filter((dim) => !hidden.includes(dim) && row.key[dim])
          .map((dim) => wordOf(dim, row))
        // A line without a name of its own bears that of its kind.
        const own = row.text && row.text === row.key.kind ? wordOf('kind', row) : row.text
        return <MainCell title={own || words[0] || '—'} sub={(own ? words : words.slice(1)).join(' · ')} />
      },
    },
    {
      key: 'member',
      title: t('row.member'),
      from: 'tablet',
      render: (row) =>
        row.member ? (
          <Link to="/members/$memberId" params={{ memberId: row.member.id }} search={{}}>
            {row.member.number}
          </Link>
        ) : (
          '—'
        ),
    },
    ...figures.map(
      (figure): Column<Row> => ({
        key: figure,
        title: t(`figure.${figure}`),
        align: 'right',
        render: (row) => <Figure figure={figure} value={row.figures[figure] ?? 0} strong={figure === opened.figure} />,
      }),
    ),
  ]
}

function DocumentLink({ row }: { row: Row }) {
  const { t } = useTranslation('dayReports')
  const { kind, id, number } = row.document
  if (kind === 'ticket')
    return (
      <Link to="/tickets/$ticketId" params={{ ticketId: id }}>
        {number ?? t('row.ticket')}
      </Link>
    )
  if (kind === 'refund' && row.key.kind !== 'prepaid_refund')
    return (
      <Link to="/refunds/$refundId" params={{ refundId: id }}>
        {number ?? t('row.refund')}
      </Link>
    )
  return <span>{number ?? t(`row.source.${kind}`, { defaultValue: kind })}</span>
}
