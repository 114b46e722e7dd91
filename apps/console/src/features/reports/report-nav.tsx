import { Link, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { dayReportNames } from './day-reports.ts'
import styles from './report-nav.module.css'

/** The reports side by side; the days looked at stay the same when one goes from one to the next. */
export function ReportNav() {
  const { t } = useTranslation('dayReports')
  const { session } = useWorkplace()
  const seesSettlement = useCan('read', 'Settlement')
  const nav = useNavOfHere()
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

/** Where not all reports fit side by side, the one that is open is brought into sight. */
function useNavOfHere() {
  const nav = useRef<HTMLElement>(null)
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another report is open when the path is another
  useEffect(() => {
    nav.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [pathname])
  return nav
}
