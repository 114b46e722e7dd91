import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import AntApp from 'antd/es/app'
import ConfigProvider from 'antd/es/config-provider'
import type { Locale } from 'antd/es/locale'
import enUS from 'antd/es/locale/en_US'
import zhCN from 'antd/es/locale/zh_CN'
import zhTW from 'antd/es/locale/zh_TW'
import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { PageSkeleton } from '../components/skeletons.tsx'
import { FirstDayButton } from '../features/first-day/first-day-button.tsx'
import { PrintWatcher } from '../features/printing/print-watcher.tsx'
import { ScanProvider } from '../features/scan/scan-provider.tsx'
import { can } from '../features/session/abilities.ts'
import { useWorkplace, WorkplaceProvider } from '../features/session/session-context.tsx'
import { PHONE, useMedia } from '../lib/use-media.ts'
import { AccountMenu } from './account-menu.tsx'
import { type NavItem, navItems } from './nav.tsx'
import { OfficeMenu } from './office-menu.tsx'
import { onSignedOut } from './query-client.ts'
import styles from './shell.module.css'
import { TillLock } from './till-lock.tsx'

const FactorGate = lazy(async () => ({ default: (await import('../features/account/factor-gate.tsx')).FactorGate }))

const antdLocales: Record<string, Locale> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en: enUS }

export function Shell() {
  const { i18n } = useTranslation(['common', 'first-day', 'printing', 'session', 'trade'])
  useSignedOut()
  return (
    <ConfigProvider locale={antdLocales[i18n.language] ?? zhCN}>
      <AntApp component={false} message={{ top: 64 }}>
        <WorkplaceProvider>
          <TillLock>
            <ScanProvider>
              <Frame />
            </ScanProvider>
            <PrintWatcher />
          </TillLock>
        </WorkplaceProvider>
      </AntApp>
    </ConfigProvider>
  )
}

function Frame() {
  const { t } = useTranslation('common')
  const { session } = useWorkplace()
  if (session.needsFactor) {
    return (
      <Suspense fallback={<PageSkeleton />}>
        <FactorGate />
      </Suspense>
    )
  }
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {t('skipToContent')}
      </a>
      <Rail />
      <main id="content" className={styles.content} tabIndex={-1}>
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  )
}

/** So few pages are no menu: they stand on the rail themselves. */
const FEW = 2

/** What a thumb can tell apart at the foot of a phone; the others stand behind the last button. */
const ON_PHONE = 4

/** Which pages stand on the rail, and which behind its last button. */
function placesOf(items: readonly NavItem[], isPhone: boolean): { shown: readonly NavItem[]; behind: readonly NavItem[] } {
  if (isPhone) return { shown: items.slice(0, ON_PHONE), behind: items.slice(ON_PHONE) }
  const office = items.filter((item) => item.place !== 'day')
  return office.length <= FEW ? { shown: items, behind: [] } : { shown: items.filter((item) => item.place === 'day'), behind: office }
}

function Rail() {
  const { t } = useTranslation('common')
  const { session } = useWorkplace()
  const isPhone = useMedia(PHONE)
  const items = navItems.filter((item) => can(session, item.ability[0], item.ability[1]))
  const { shown, behind } = placesOf(items, isPhone)
  return (
    <nav className={styles.rail} aria-label={t('navigation')}>
      <Link to="/desk" className={styles.logo} aria-label={t('nav.desk')}>
        <img src="/yunbin.svg" alt="" width={36} height={36} />
      </Link>
      <div className={styles.items}>
        {shown.map((item) => (
          <Link key={item.to} to={item.to} className={styles.item} activeProps={{ className: styles.itemActive, 'aria-current': 'page' }}>
            <span className={styles.itemIcon} aria-hidden="true">
              {item.icon}
            </span>
            <span className={styles.itemLabel}>{t(`nav.${item.label}`)}</span>
          </Link>
        ))}
        {behind.length > 0 && <OfficeMenu items={behind} label={isPhone ? 'more' : 'office'} />}
      </div>
      <FirstDayButton />
      <AccountMenu />
    </nav>
  )
}

/** When any request learns that the session is over, the sign-in page opens and comes back to this page afterwards. */
function useSignedOut(): void {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const href = useRouterState({ select: (state) => state.location.href })
  useEffect(
    () =>
      onSignedOut(() => {
        queryClient.removeQueries({ queryKey: ['session'] })
        void navigate({ to: '/sign-in', search: { back: href, isOver: true } })
      }),
    [navigate, queryClient, href],
  )
}
