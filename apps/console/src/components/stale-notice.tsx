import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from './problem-alert.tsx'
import styles from './states.module.css'

/** Somebody else saved first. Their version is fetched on request; what was typed here is kept. */
export function StaleNotice({ onReload }: { onReload: () => Promise<unknown> }) {
  const { t } = useTranslation('common')
  const reload = useMutation({ mutationFn: onReload })
  return (
    <>
      <div role="alert" className={`${styles.problem} ${styles.waiting}`}>
        <div className={styles.problemText}>
          <strong>{t('stale')}</strong>
          <p>{t('staleHint')}</p>
        </div>
        <Button loading={reload.isPending} onClick={() => reload.mutate()}>
          {t('reload')}
        </Button>
      </div>
      <ProblemAlert error={reload.error} />
    </>
  )
}
