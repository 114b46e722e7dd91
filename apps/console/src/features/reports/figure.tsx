import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { growth, isMoney } from './day-reports.ts'
import styles from './figures.module.css'

/** A figure: money, or how many. */
export function Figure({ figure, value, strong = false }: { figure: string; value: number; strong?: boolean }) {
  if (isMoney(figure)) return <Money fen={value} tone={strong ? 'strong' : 'plain'} />
  return strong ? <strong>{value.toLocaleString('en-US')}</strong> : <span>{value.toLocaleString('en-US')}</span>
}

/** How it moved against before: an arrow, a percentage, and on hover what it was. */
export function Change({ figure, now, before }: { figure: string; now: number; before: number }) {
  const { t } = useTranslation('dayReports')
  const percent = growth(now, before)
  const was = isMoney(figure) ? t('compare.wasMoney', { fen: before }) : t('compare.was', { count: before })
  const arrow = now > before ? '▲' : now < before ? '▼' : '＝'
  return (
    <span className={styles.change} title={was}>
      <span aria-hidden="true">{arrow} </span>
      {percent === null ? (now === before ? t('compare.same') : t('compare.new')) : `${percent > 0 ? '+' : ''}${percent}%`}
      <span className="yb-visually-hidden"> {was}</span>
    </span>
  )
}

/** How deep a discount goes. */
export function Share({ percent }: { percent: number | null }) {
  const { t } = useTranslation('dayReports')
  return percent === null ? null : <span className={styles.change}>{t('share', { percent })}</span>
}

/** As long as the value is large; the figure beside it says how large. */
export function Bar({ value, most }: { value: number; most: number }) {
  const share = most === 0 ? 0 : Math.min(1, Math.abs(value) / most)
  return (
    <span className={styles.barTrack} aria-hidden="true">
      <span className={value < 0 ? styles.barBack : styles.bar} style={{ width: `${Math.round(share * 100)}%` }} />
    </span>
  )
}
