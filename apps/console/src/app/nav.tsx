import {
  AccountBookOutlined,
  AppstoreOutlined,
  AuditOutlined,
  FileTextOutlined,
  FundOutlined,
  GiftOutlined,
  PauseCircleOutlined,
  PrinterOutlined,
  PushpinOutlined,
  RollbackOutlined,
  SafetyOutlined,
  SettingOutlined,
  ShopOutlined,
  ShoppingCartOutlined,
  SmileOutlined,
  TagsOutlined,
  TeamOutlined,
  WalletOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'

export type NavPath =
  | '/desk'
  | '/held'
  | '/members'
  | '/tickets'
  | '/deposits'
  | '/gift-cards'
  | '/shifts'
  | '/catalog'
  | '/prices'
  | '/printing'
  | '/staff'
  | '/stores'
  | '/reports'
  | '/settings'
  | '/roles'
  | '/audit'
  | '/prepaid-refunds'
  | '/accounts'

/**
 * What the day at the counter needs stands on the rail; what is set up now and then opens behind one button, by group:
 * goods and prices, people and devices, the shop as a whole.
 */
export const navGroups = ['day', 'goods', 'people', 'shop'] as const

export interface NavItem {
  to: NavPath
  place: (typeof navGroups)[number]
  /** Key in `common:nav`. */
  label: string
  icon: ReactNode
  /** Who sees it: an act and its subject, as the server grants them. */
  ability: readonly [action: string, subject: string]
}

/** In the order in which they stand: what the day needs first, what the owner needs last. */
export const navItems: readonly NavItem[] = [
  { to: '/desk', place: 'day', label: 'desk', icon: <ShoppingCartOutlined />, ability: ['sell', 'Ticket'] },
  { to: '/held', place: 'day', label: 'held', icon: <PauseCircleOutlined />, ability: ['sell', 'Ticket'] },
  { to: '/members', place: 'day', label: 'members', icon: <SmileOutlined />, ability: ['read', 'Member'] },
  { to: '/tickets', place: 'day', label: 'tickets', icon: <FileTextOutlined />, ability: ['read', 'Ticket'] },
  { to: '/deposits', place: 'day', label: 'deposits', icon: <PushpinOutlined />, ability: ['read', 'Ticket'] },
  { to: '/gift-cards', place: 'goods', label: 'giftCards', icon: <GiftOutlined />, ability: ['read', 'GiftCard'] },
  { to: '/shifts', place: 'day', label: 'shifts', icon: <WalletOutlined />, ability: ['read', 'Shift'] },
  { to: '/catalog', place: 'goods', label: 'catalog', icon: <AppstoreOutlined />, ability: ['read', 'Catalog'] },
  { to: '/prices', place: 'goods', label: 'prices', icon: <TagsOutlined />, ability: ['read', 'Price'] },
  { to: '/reports', place: 'day', label: 'liability', icon: <FundOutlined />, ability: ['read', 'Report'] },
  { to: '/printing', place: 'people', label: 'printing', icon: <PrinterOutlined />, ability: ['read', 'Printer'] },
  { to: '/staff', place: 'people', label: 'staff', icon: <TeamOutlined />, ability: ['manage', 'Staff'] },
  { to: '/roles', place: 'people', label: 'roles', icon: <SafetyOutlined />, ability: ['manage', 'Role'] },
  { to: '/accounts', place: 'shop', label: 'accounts', icon: <AccountBookOutlined />, ability: ['read', 'Credit'] },
  { to: '/prepaid-refunds', place: 'shop', label: 'prepaidRefunds', icon: <RollbackOutlined />, ability: ['read', 'PrepaidRefund'] },
  { to: '/stores', place: 'shop', label: 'stores', icon: <ShopOutlined />, ability: ['manage', 'Store'] },
  { to: '/audit', place: 'shop', label: 'audit', icon: <AuditOutlined />, ability: ['read', 'Audit'] },
  { to: '/settings', place: 'shop', label: 'settings', icon: <SettingOutlined />, ability: ['read', 'Setting'] },
]
