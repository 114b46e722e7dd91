import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/link-button.tsx'
import { clearPending, usePending } from './pending.ts'
import styles from './prices.module.css'

/** Stays in sight while typed prices wait to be published. */
export function PendingBar() {
  const { t } = useTranslation('prices')
  const pending = usePending()
  if (pending.length === 0) return null
  return (
    <div className={styles.bar} role="status">
      <strong>{t('pendingCount', { count: pending.length })}</strong>
      <Button onClick={clearPending}>{t('dropAll')}</Button>
      <LinkButton to="/prices" isPrimary>
        {t('goPublish')}
      </LinkButton>
    </div>
  )
}
