import {
  AppstoreOutlined,
  FileTextOutlined,
  FundOutlined,
  PauseCircleOutlined,
  SettingOutlined,
  ShopOutlined,
  ShoppingCartOutlined,
  SmileOutlined,
  TagsOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'

export type NavPath = '/desk' | '/held' | '/members' | '/tickets' | '/catalog' | '/prices' | '/staff' | '/stores' | '/reports' | '/settings'

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
  { to: '/members', label: 'members', icon: <SmileOutlined />, ability: ['read', 'Member'] },
  { to: '/tickets', label: 'tickets', icon: <FileTextOutlined />, ability: ['read', 'Ticket'] },
  { to: '/catalog', label: 'catalog', icon: <AppstoreOutlined />, ability: ['read', 'Catalog'] },
  { to: '/prices', label: 'prices', icon: <TagsOutlined />, ability: ['read', 'Price'] },
  { to: '/reports', label: 'liability', icon: <FundOutlined />, ability: ['read', 'Report'] },
  { to: '/staff', label: 'staff', icon: <TeamOutlined />, ability: ['manage', 'Staff'] },
  { to: '/stores', label: 'stores', icon: <ShopOutlined />, ability: ['manage', 'Store'] },
  { to: '/settings', label: 'settings', icon: <SettingOutlined />, ability: ['read', 'Setting'] },
]
