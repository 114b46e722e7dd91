import { EllipsisOutlined, ToolOutlined } from '@ant-design/icons'
import { Link, useRouterState } from '@tanstack/react-router'
import Popover from 'antd/es/popover'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type NavItem, navGroups } from './nav.tsx'
import styles from './shell.module.css'

interface OfficeMenuProps {
  items: readonly NavItem[]
  /** What the button says: the office, or all that a phone has no room for. */
  label: 'office' | 'more'
}

/** The pages that do not stand on the rail, by group, behind its last button. */
export function OfficeMenu({ items, label }: OfficeMenuProps) {
  const { t } = useTranslation('common')
  const [open, setOpen] = useState(false)
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const isHere = items.some((item) => pathname === item.to || pathname.startsWith(`${item.to}/`))
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="rightBottom"
      content={<OfficePages items={items} label={label} onDone={() => setOpen(false)} />}
    >
      <button type="button" className={`${styles.item} ${isHere ? styles.itemActive : ''}`} aria-expanded={open} aria-haspopup="true">
        <span className={styles.itemIcon} aria-hidden="true">
          {label === 'more' ? <EllipsisOutlined /> : <ToolOutlined />}
        </span>
        <span className={styles.itemLabel}>{t(`nav.${label}`)}</span>
      </button>
    </Popover>
  )
}

function OfficePages({ items, label, onDone }: OfficeMenuProps & { onDone: () => void }) {
  const { t } = useTranslation('common')
  return (
    <nav className={styles.office} aria-label={t(`nav.${label}`)}>
      {navGroups.map((group) => {
        const pages = items.filter((item) => item.place === group)
        return (
          pages.length > 0 && (
            <div key={group} className={styles.officeGroup}>
              <div className={styles.menuTitle}>{t(`nav.group.${group}`)}</div>
              {pages.map((item) => (
                <Link key={item.to} to={item.to} className={styles.officePage} activeProps={{ 'aria-current': 'page' }} onClick={onDone}>
                  <span aria-hidden="true">{item.icon}</span>
                  {t(`nav.${item.label}`)}
                </Link>
              ))}
            </div>
          )
        )
      })}
    </nav>
  )
}
