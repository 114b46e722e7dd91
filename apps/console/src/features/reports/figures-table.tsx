import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import type { Schema } from '../../lib/schema.ts'
import { type DayReport, dayReports, type Group, type Opened, shareOf } from './day-reports.ts'
import { Bar, Change, Figure, Share } from './figure.tsx'
import styles from './figures.module.css'
import { useReportWords } from './use-report-words.ts'

interface FiguresTableProps {
  report: DayReport
  data: Schema<'DayReport'>
  onOpen: (opened: Opened) => void
}

/** Groups down, figures across, the sums at the foot. Every figure opens to its rows. */
export function FiguresTable({ report, data, onOpen }: FiguresTableProps) {
  const { t } = useTranslation('dayReports')
  const wordOf = useReportWords(report)
  const { figures, from, of } = dayReports[report]
  const isCompared = data.compared !== null
  const nameOf = (group: Group) => data.by.map((dim) => wordOf(dim, group)).join('，')
  const most = Math.max(...data.groups.map((g) => Math.abs(g.figures[figures[0]] ?? 0)), 1)
  const cell = (figure: string, group: Group, isFirst: boolean) => {
    const value = group.figures[figure] ?? 0
    return (
      <>
        <button type="button" className={styles.figure} onClick={() => onOpen({ is: group.key, figure })}>
          <span className="yb-visually-hidden">{t('openRows', { name: nameOf(group), figure: t(`figure.${figure}`) })} </span>
          <Figure figure={figure} value={value} strong={isFirst} />
        </button>
        {isFirst && of && <Share percent={shareOf(value, group.figures[of] ?? 0)} />}
        {isCompared && isFirst && group.before && <Change figure={figure} now={value} before={group.before[figure] ?? 0} />}
      </>
    )
  }
  const columns: Column<Group>[] = [
    {
      key: 'what',
      title: data.by.map((dim) => t(`dim.${dim}`)).join(' · '),
      footer: t('total'),
      render: (group) => {
        const [first, ...rest] = data.by
        return (
          <MainCell
            title={first ? wordOf(first, group) : ''}
            sub={
              <>
                {rest.map((dim) => wordOf(dim, group)).join(' · ')}
                <Bar value={group.figures[figures[0]] ?? 0} most={most} />
              </>
            }
          />
        )
      },
    },
    ...figures.map(
      (figure, index): Column<Group> => ({
        key: figure,
        title: <span title={t(`about.${figure}`)}>{t(`figure.${figure}`)}</span>,
        align: 'right',
        ...(from?.[figure] ? { from: from[figure] } : {}),
        footer: (
          <button type="button" className={styles.figure} onClick={() => onOpen({ is: {}, figure })}>
            <span className="yb-visually-hidden">{t('openRows', { name: t('total'), figure: t(`figure.${figure}`) })} </span>
            <Figure figure={figure} value={data.totals[figure] ?? 0} strong />
          </button>
        ),
        render: (group) => cell(figure, group, index === 0),
      }),
    ),
  ]
  return <DataTable<Group> label={t(`nav.${report}`)} columns={columns} rows={data.groups} rowKey={(group) => JSON.stringify(group.key)} />
}

/** A picture of days or hours; the table below says the same in figures. */
export function Columns({ report, data }: { report: DayReport; data: Schema<'DayReport'> }) {
  const wordOf = useReportWords(report)
  const [dim, ...rest] = data.by
  if (rest.length > 0 || (dim !== 'day' && dim !== 'hour') || data.groups.length < 2) return null
  const figure = dayReports[report].figures[0]
  const groups = [...data.groups].sort((a, b) => ((a.key[dim] ?? '') < (b.key[dim] ?? '') ? -1 : 1))
  const most = Math.max(...groups.map((g) => Math.abs(g.figures[figure] ?? 0)), 1)
  return (
    <div className={styles.columns} aria-hidden="true">
      {groups.map((group) => {
        const value = group.figures[figure] ?? 0
        return (
          <div key={group.key[dim]} className={styles.column} title={wordOf(dim, group)}>
            <div className={value < 0 ? styles.columnBack : styles.columnBar} style={{ height: `${(Math.abs(value) / most) * 78}%` }} />
            <span className={styles.columnName}>{shortName(dim, group.key[dim] ?? '', groups.length)}</span>
          </div>
        )
      })}
    </div>
  )
}

/** As much of a name as there is room for: the day of the month, the hour. */
function shortName(dim: string, value: string, count: number): string {
  if (dim === 'hour') return value
  const [, month = '', day = ''] = value.split('-')
  return count > 14 ? String(Number(day)) : `${Number(month)}/${Number(day)}`
}
