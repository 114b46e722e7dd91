import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { Money } from '../../components/money.tsx'
import { Amount } from '../members/lot-item.tsx'
import { type Age, ages, cellText, type Line } from './pivot.ts'
import styles from './reports.module.css'

/** Money owed is what was paid in: principal and passes. What was given away stands above the sum, not in it. */
function isOwed(line: Line): boolean {
  return line.kind === 'principal' || line.kind === 'pass'
}

/** Store and kind down, age across, sums at the right and at the foot. */
export function LiabilityTable({ lines, onOpen }: { lines: readonly Line[]; onOpen: (cell: string) => void }) {
  const { t } = useTranslation(['reports', 'trade'])
  const figure = (line: Line, age: Age | undefined, value: { valueFen: number; quantity: number } | undefined) =>
    value === undefined ? (
      <span className={styles.none}>—</span>
    ) : (
      <button type="button" className={styles.figure} onClick={() => onOpen(cellText(line, age))}>
        <span className="yb-visually-hidden">
          {t('openRows', { store: line.storeName, kind: t(`trade:lotKind.${line.kind}`), age: age ? t(`age.${age}`) : t('allAges') })}{' '}
        </span>
        {line.unit === 'point' ? (
          <Amount unit="point" quantity={value.quantity} />
        ) : (
          <Money fen={value.valueFen} tone={age ? 'plain' : 'strong'} />
        )}
      </button>
    )
  const sumOf = (pick: (line: Line) => number | undefined) => lines.reduce((sum, line) => sum + (isOwed(line) ? (pick(line) ?? 0) : 0), 0)
  const columns: Column<Line>[] = [
    {
      key: 'what',
      title: t('kind'),
      footer: t('sum'),
      render: (line) => (
        <MainCell
          title={<span className="yb-nowrap">{t(line.unit === 'day' ? 'unlimitedPass' : `trade:lotKind.${line.kind}`)}</span>}
          sub={<span className="yb-nowrap">{line.storeName}</span>}
        />
      ),
    },
    {
      key: 'quantity',
      title: t('quantity'),
      align: 'right',
      from: 'tablet',
      render: (line) => (line.unit === 'fen' ? t('lotCount', { count: line.lots }) : <Amount unit={line.unit} quantity={line.quantity} />),
    },
    ...ages.map(
      (age): Column<Line> => ({
        key: age,
        title: t(`age.${age}`),
        align: 'right',
        from: 'tablet',
        footer: <Money fen={sumOf((line) => line.byAge[age]?.valueFen)} />,
        render: (line) => figure(line, age, line.byAge[age]),
      }),
    ),
    {
      key: 'total',
      title: t('value'),
      align: 'right',
      isSticky: true,
      footer: <Money fen={sumOf((line) => line.valueFen)} />,
      render: (line) => figure(line, undefined, line),
    },
  ]
  return <DataTable<Line> label={t('title')} columns={columns} rows={lines} rowKey={(line) => line.key} />
}
