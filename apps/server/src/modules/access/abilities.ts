/** Who may do what: data. A role holds in one store or in all; what no line here allows is denied. */
import type { Role } from '../settings/index.ts'

/** Every pair that means something somewhere, for the console to show or hide by. */
export const ABILITIES = {
  Member: ['read', 'create', 'update'],
  Phone: ['reveal'],
  Level: ['manage'],
  Ticket: ['read', 'sell', 'refund', 'void', 'approve'],
  Wallet: ['read'],
  Lot: ['read', 'freeze'],
  Catalog: ['read', 'manage'],
  Price: ['read', 'manage'],
  Terms: ['read', 'manage'],
  Store: ['read', 'manage'],
  Setting: ['read', 'manage'],
  Staff: ['read', 'manage'],
  Report: ['read'],
  Session: ['manage'],
  Brand: ['manage'],
} as const

export type Subject = keyof typeof ABILITIES
export type Action = (typeof ABILITIES)[Subject][number]

/** `manage` stands for every action on the subject; `all` for every subject. */
export interface Permission {
  readonly subject: Subject | 'all'
  readonly actions: readonly Action[]
}

export const PERMISSIONS: Record<Role, readonly Permission[]> = {
  owner: [{ subject: 'all', actions: ['manage'] }],
  // Everything of the own stores; what holds for the whole brand (prices, terms, settings) is read only.
  manager: [
    { subject: 'Member', actions: ['manage'] },
    { subject: 'Phone', actions: ['reveal'] },
    // Gives a member another level; what the levels are is a setting.
    { subject: 'Level', actions: ['manage'] },
    { subject: 'Ticket', actions: ['manage'] },
    { subject: 'Wallet', actions: ['manage'] },
    { subject: 'Lot', actions: ['manage'] },
    { subject: 'Catalog', actions: ['read'] },
    { subject: 'Price', actions: ['read'] },
    { subject: 'Terms', actions: ['read'] },
    { subject: 'Store', actions: ['manage'] },
    { subject: 'Setting', actions: ['read'] },
    { subject: 'Staff', actions: ['manage'] },
    { subject: 'Report', actions: ['read'] },
  ],
  cashier: [
    { subject: 'Member', actions: ['read', 'create', 'update'] },
    { subject: 'Phone', actions: ['reveal'] },
    { subject: 'Ticket', actions: ['read', 'sell', 'refund'] },
    { subject: 'Wallet', actions: ['read'] },
    { subject: 'Lot', actions: ['read'] },
    { subject: 'Catalog', actions: ['read'] },
    { subject: 'Price', actions: ['read'] },
    { subject: 'Terms', actions: ['read'] },
    { subject: 'Store', actions: ['read'] },
    { subject: 'Staff', actions: ['read'] },
    { subject: 'Report', actions: ['read'] },
  ],
  // Own clients' looks and needs: no phone, no money.
  stylist: [
    { subject: 'Member', actions: ['read'] },
    { subject: 'Catalog', actions: ['read'] },
    { subject: 'Terms', actions: ['read'] },
    { subject: 'Store', actions: ['read'] },
    { subject: 'Staff', actions: ['read'] },
  ],
}

/** The roles whose holders may approve what a colleague asks for. */
export const APPROVER_ROLES: readonly Role[] = ['owner', 'manager']
