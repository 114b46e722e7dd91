import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './data-table.module.css'

export interface Column<Row> {
  key: string
  title: ReactNode
  render: (row: Row) => ReactNode
  align?: 'right'
  /** The narrowest screen with room for the column; left out, it is always shown. */
  from?: 'tablet' | 'desktop'
  width?: number | string
  /** Stays in sight at the right end while the others scroll below it. */
  isSticky?: boolean
  footer?: ReactNode
}

interface DataTableProps<Row> {
  /** What the table lists, for those who do not see it. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  onOpen?: (row: Row) => void
  isMuted?: (row: Row) => boolean
}

/** A dense list. Rows that open do so by click and Enter; the arrow keys walk from row to row. */
export function DataTable<Row>({ label, columns, rows, rowKey, onOpen, isMuted }: DataTableProps<Row>) {
  const { t } = useTranslation('common')
  const hasFooter = columns.some((c) => c.footer !== undefined)
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.key} scope="col" className={classOf(c)} style={c.width === undefined ? undefined : { width: c.width }}>
                {c.title === '' ? <span className="yb-visually-hidden">{t('actions')}</span> : c.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className={`${onOpen ? styles.open : ''} ${isMuted?.(row) ? styles.muted : ''}`}
              {...(onOpen
                ? {
                    tabIndex: 0,
                    onClick: () => onOpen(row),
                    onKeyDown: (event: KeyboardEvent<HTMLElement>) => walk(event, () => onOpen(row)),
                  }
                : {})}
            >
              {columns.map((c) => (
                <td key={c.key} className={classOf(c)}>
                  {c.render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {hasFooter && (
          <tfoot>
            <tr>
              {columns.map((c) => (
                <td key={c.key} className={classOf(c)}>
                  {c.footer}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

function classOf<Row>({ align, from, isSticky }: Column<Row>): string {
  return `${align ? styles.right : ''} ${from ? styles[from] : ''} ${isSticky ? styles.sticky : ''}`
}

function walk(event: KeyboardEvent<HTMLElement>, open: () => void): void {
  // A button inside the row has keys of its own.
  if (event.target !== event.currentTarget) return
  const next =
    event.key === 'ArrowDown'
      ? event.currentTarget.nextElementSibling
      : event.key === 'ArrowUp'
        ? event.currentTarget.previousElementSibling
        : null
  if (next instanceof HTMLElement) next.focus()
  else if (event.key === 'Enter') open()
  else return
  event.preventDefault()
}

/** The first cell of a row: what it is, and one line below it in grey. */
export function MainCell({ title, sub }: { title: ReactNode; sub?: ReactNode }) {
  return (
    <div className={styles.main}>
      <strong>{title}</strong>
      {sub && <span className={styles.sub}>{sub}</span>}
    </div>
  )
}
