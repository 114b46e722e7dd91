import { PauseCircleOutlined, ShoppingCartOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'

export type NavPath = '/desk' | '/held'

export interface NavItem {
  to: NavPath
  /** Key in `common:nav`. */
  label: string
  icon: ReactNode
  /** Who sees it: an act and its subject, as the server grants them. */
  ability: readonly [action: string, subject: string]
}

/** The rail from top to bottom: what the day needs first, what the owner needs last. */
export const navItems: readonly NavItem[] = [
  { to: '/desk', label: 'desk', icon: <ShoppingCartOutlined />, ability: ['sell', 'Ticket'] },
  { to: '/held', label: 'held', icon: <PauseCircleOutlined />, ability: ['sell', 'Ticket'] },
]
