import { QuestionCircleOutlined } from '@ant-design/icons'
import { Link, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { guideOf } from '../lib/guide-pages.ts'
import styles from './states.module.css'

interface PageHeaderProps {
  title: string
  about?: ReactNode
  /** The page's one primary button and whatever stands beside it. */
  children?: ReactNode
}

/** The head of every page but the desk, with a way to the page of the guide that explains it; it also names the browser's tab. */
export function PageHeader({ title, about, children }: PageHeaderProps) {
  usePageTitle(title)
  return (
    <header className={styles.header}>
      <div>
        <div className={styles.titled}>
          <h1>{title}</h1>
          <HelpLink />
        </div>
        {about && <div className={styles.about}>{about}</div>}
      </div>
      {children && <div className={styles.side}>{children}</div>}
    </header>
  )
}

function HelpLink() {
  const { t } = useTranslation('common')
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  if (pathname.startsWith('/help')) return null
  return (
    <Link
      to="/help/{-$page}"
      params={{ page: guideOf(pathname) }}
      className={styles.help}
      aria-label={t('help.open')}
      title={t('help.open')}
    >
      <QuestionCircleOutlined aria-hidden="true" />
    </Link>
  )
}

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · 云鬓`
  }, [title])
}
