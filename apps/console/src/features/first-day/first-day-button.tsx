import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Progress from 'antd/es/progress'
import { useTranslation } from 'react-i18next'
import { useCan } from '../session/session-context.tsx'
import styles from './first-day.module.css'
import { isPutAway } from './hidden.ts'
import { firstDayQuery } from './queries.ts'

/** On the rail, for who sets the shop up, until everything is done or it was put away. */
export function FirstDayButton() {
  const { t } = useTranslation('first-day', { useSuspense: false })
  const mine = useCan('manage', 'Setting') && !isPutAway()
  const { data } = useQuery({ ...firstDayQuery, enabled: mine })
  const done = data?.steps.filter((step) => step.isDone).length ?? 0
  const all = data?.steps.length ?? 0
  if (!mine || all === 0 || done === all) return null
  return (
    <Link to="/first-day" className={styles.button} activeProps={{ 'aria-current': 'page' }}>
      <Progress type="circle" size={34} percent={Math.round((100 * done) / all)} format={() => `${done}/${all}`} aria-hidden="true" />
      <span className={styles.short} aria-hidden="true">
        {t('short')}
      </span>
      <span className="yb-visually-hidden">{`${t('short')} ${done}/${all}`}</span>
    </Link>
  )
}
