import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useInSight } from '../../lib/use-in-sight.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { dayReportNames } from './day-reports.ts'
import styles from './report-nav.module.css'

/** The reports side by side; the days looked at stay the same when one goes from one to the next. */
export function ReportNav() {
  const { t } = useTranslation('dayReports')
  const { session } = useWorkplace()
  const seesSettlement = useCan('read', 'Settlement')
  const nav = useInSight<HTMLElement>()
  const shared = {
    className: styles.link ?? '',
    activeProps: { className: `${styles.link} ${styles.active}`, 'aria-current': 'page' as const },
    activeOptions: { includeSearch: false },
  }
  return (
    <nav ref={nav} className={styles.nav} aria-label={t('nav.label')}>
      {session.stores.length > 1 && (
        <Link to="/reports/stores" search={(before: { from?: string; to?: string }) => keep(before)} {...shared}>
          {t('nav.stores')}
        </Link>
      )}
      {dayReportNames.map((report) => (
        <Link key={report} to="/reports/days/$report" params={{ report }} search={(before: Kept) => keep(before)} {...shared}>
          {t(`nav.${report}`)}
        </Link>
      ))}
      <Link to="/reports/liability" search={{}} {...shared}>
        {t('nav.liability')}
      </Link>
      {seesSettlement && (
        <Link to="/reports/settlement" {...shared}>
          {t('nav.settlement')}
        </Link>
      )}
    </nav>
  )
}

interface Kept {
  from?: string
  to?: string
  storeId?: string
}

function keep({ from, to, storeId }: Kept): Kept {
  return { ...(from ? { from } : {}), ...(to ? { to } : {}), ...(storeId ? { storeId } : {}) }
}
