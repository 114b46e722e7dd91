import { formatFen, moneyParts } from '../lib/money.ts'
import styles from './money.module.css'

interface MoneyProps {
  fen: number
  size?: 'normal' | 'large' | 'huge'
  /** A discount is worded by its minus; a struck price is what it was before. */
  tone?: 'plain' | 'soft' | 'struck' | 'strong'
  /** Whole yuan without `.00`, where space is short and fen would be noise. */
  short?: boolean
}

/** An amount: small `￥`, tabular figures, the minus before the sign. */
export function Money({ fen, size = 'normal', tone = 'plain', short = false }: MoneyProps) {
  const { sign, whole, fraction } = moneyParts(fen)
  const Tag = tone === 'struck' ? 's' : 'span'
  return (
    <Tag className={`${styles.money} ${styles[size]} ${styles[tone]}`}>
      <span aria-hidden="true">
        {sign && <span className={styles.sign}>−</span>}
        <span className={styles.currency}>￥</span>
        {whole}
        {!(short && fraction === '00') && <span className={styles.fraction}>.{fraction}</span>}
      </span>
      <span className="yb-visually-hidden">{formatFen(fen)}</span>
    </Tag>
  )
}
