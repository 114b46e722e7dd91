import { useTranslation } from 'react-i18next'
import { formatFen } from '../../lib/money.ts'
import styles from './shifts.module.css'

/** Over or short in words, so that no colour has to be read. */
export function Variance({ fen }: { fen: number }) {
  const { t } = useTranslation('shifts')
  const amount = formatFen(Math.abs(fen))
  if (fen === 0) return <span className={styles.soft}>{t('close.exact')}</span>
  return <span className={styles.differs}>{fen > 0 ? t('close.over', { amount }) : t('close.short', { amount })}</span>
}
