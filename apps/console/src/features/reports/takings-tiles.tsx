import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { dayReportQuery } from './day-queries.ts'
import styles from './figures.module.css'
import type { Span } from './spans.ts'

/** What came in as money against what was performed, and how the two hang together. */
export function TakingsTiles({ asked }: { asked: Span & { storeId?: string | undefined } }) {
  const { t } = useTranslation('dayReports')
  const takings = useQuery(dayReportQuery('takings', { ...asked, by: 'nature,use' }))
  const { data } = takings
  if (!data) return <QueryProblem query={takings} />
  const sum = (nature?: string, use?: string) =>
    data.groups.reduce(
      (all, { key, figures }) =>
        (nature === undefined || key.nature === nature) && (use === undefined || key.use === use) ? all + (figures.amountFen ?? 0) : all,
      0,
    )
  const credit = sum('credit')
  return (
    <div className={styles.tiles}>
      <div className={`${styles.tile} ${styles.main}`}>
        <span>{t('tile.takings')}</span>
        <strong>
          <Money fen={sum('money')} size="huge" />
        </strong>
        <small>{t('tile.takingsAbout', { prepaid: sum('money', 'prepaid'), performed: sum('money', 'performed') })}</small>
      </div>
      <div className={`${styles.tile} ${styles.main}`}>
        <span>{t('tile.consumption')}</span>
        <strong>
          <Money fen={sum(undefined, 'performed')} size="huge" />
        </strong>
        <small>{t('tile.consumptionAbout', { money: sum('money', 'performed'), wallet: sum('prepaid', 'performed') })}</small>
      </div>
      {credit !== 0 && (
        <div className={styles.tile}>
          <span>{t('tile.credit')}</span>
          <Money fen={credit} size="large" />
          <small>{t('tile.creditAbout')}</small>
        </div>
      )}
    </div>
  )
}
