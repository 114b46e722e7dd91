import { type ReactNode, useEffect } from 'react'
import styles from './states.module.css'

interface PageHeaderProps {
  title: string
  about?: ReactNode
  /** The page's one primary button and whatever stands beside it. */
  children?: ReactNode
}

/** The head of every page but the desk; it also names the browser's tab. */
export function PageHeader({ title, about, children }: PageHeaderProps) {
  usePageTitle(title)
  return (
    <header className={styles.header}>
      <div>
        <h1>{title}</h1>
        {about && <div className={styles.about}>{about}</div>}
      </div>
      {children && <div className={styles.side}>{children}</div>}
    </header>
  )
}

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · 云鬓`
  }, [title])
}
