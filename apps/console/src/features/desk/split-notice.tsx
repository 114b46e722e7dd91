import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import styles from './pay.module.css'
import type { SplitAgain } from './use-split.ts'

/** Shares were made of another bill than the one that is there now. */
export function SplitNotice({ split }: { split: SplitAgain }) {
  const { t } = useTranslation('group')
  if (!split.isOutdated) return null
  return (
    <>
      <div className={styles.outdated} role="alert">
        <span>{t('split.outdated', { fen: split.wasFen })}</span>
        <div className={styles.offerActs}>
          <Button type="text" onClick={split.keep}>
            {t('split.keep')}
          </Button>
          <Button loading={split.isPending} onClick={split.again}>
            {t('split.again')}
          </Button>
        </div>
      </div>
      <ProblemAlert error={split.error} />
    </>
  )
}
