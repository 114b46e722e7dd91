import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { addDays } from '../../lib/days.ts'
import type { Schema } from '../../lib/schema.ts'
import { leftQuery } from './day-queries.ts'
import styles from './figures.module.css'
import type { Span } from './spans.ts'

const leftOf = (report: Schema<'Liability'>) => report.rows.reduce((sum, row) => (row.kind === 'points' ? sum : sum + row.valueFen), 0)

/** What was left before, what the days changed, and what is left: the three that prove one another. */
export function PrepaidTiles({ asked }: { asked: Span & { storeId?: string | undefined } }) {
  const { t } = useTranslation('dayReports')
  const before = useQuery(leftQuery(asked.storeId, addDays(asked.from, -1)))
  const after = useQuery(leftQuery(asked.storeId, asked.to))
  if (!before.data || !after.data) return <QueryProblem query={[before, after]} />
  const [was, is] = [leftOf(before.data), leftOf(after.data)]
  const tile = (name: 'before' | 'change' | 'after', fen: number) => (
    <div className={`${styles.tile} ${name === 'after' ? styles.main : ''}`}>
      <span>{t(`tile.${name}`)}</span>
      <Money fen={fen} size="large" />
      <small>{t(`tile.${name}About`)}</small>
    </div>
  )
  return (
    <div className={styles.tiles}>
      {tile('before', was)}
      {tile('change', is - was)}
      {tile('after', is)}
    </div>
  )
}
