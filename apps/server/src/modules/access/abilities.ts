/** Who may do what: data. A role holds in one store or in all; what no line here allows is denied. */
import type { Role } from '../settings/index.ts'

/** Every pair that means something somewhere, for the console to show or hide by. `manage` of a subject allows its other actions too. */
export const ABILITIES = {
  // `reveal`: a masked phone shown in full on request, and written down; whole phone numbers looked for.
  // `care`: what is seen and done about skin and scalp, and notes.
  Member: ['read', 'create', 'update', 'reveal', 'care'],
  Level: ['manage'],
  Ticket: ['read', 'sell', 'refund', 'void', 'approve'],
  Shift: ['read', 'operate', 'review'],
  Till: ['manage'],
  Wallet: ['read'],
  Lot: ['read', 'freeze', 'extend'],
  Point: ['adjust'],
  Catalog: ['read', 'manage'],
  Price: ['read', 'manage'],
  Terms: ['read', 'manage'],
  Store: ['read', 'manage'],
  Setting: ['read', 'manage'],
  Staff: ['read', 'manage'],
  Report: ['read', 'export'],
  // `use`: print, and say what became of a job.
  Printer: ['read', 'use', 'manage'],
  Drawer: ['read', 'open'],
  Audit: ['read'],
  Session: ['manage'],
  Brand: ['manage'],
} as const

export type Subject = keyof typeof ABILITIES
export type Action = (typeof ABILITIES)[Subject][number]
export type Ability = { [S in Subject]: `${(typeof ABILITIES)[S][number]} ${S}` }[Subject]

export const ALL_ABILITIES = Object.entries(ABILITIES).flatMap(([subject, actions]) =>
  actions.map((action) => `${action} ${subject}`),
) as readonly Ability[]

/** What each role may do, in the words of the table above. Exporting, extending and adjusting are the owner's until given. */
export const PERMISSIONS: Record<Role, readonly Ability[]> = {
  owner: ALL_ABILITIES,
  // The own stores; what holds for the whole brand (prices, terms, settings) is read only.
  manager: [
    'read Member',
    'create Member',
    'update Member',
    'reveal Member',
    'care Member',
    // Gives a member another level; what the levels are is a setting.
    'manage Level',
    'read Ticket',
    'sell Ticket',
    'refund Ticket',
    'void Ticket',
    'approve Ticket',
    'read Shift',
    'operate Shift',
    'review Shift',
    'manage Till',
    'read Wallet',
    'read Lot',
    'freeze Lot',
    'read Catalog',
    'read Price',
    'read Terms',
    'read Store',
    'manage Store',
    'read Setting',
    'read Staff',
    'manage Staff',
    'read Report',
    'read Printer',
    'use Printer',
    'manage Printer',
    'read Drawer',
    'open Drawer',
  ],
  cashier: [
    'read Member',
    'create Member',
    'update Member',
    'reveal Member',
    'care Member',
    'read Ticket',
    'sell Ticket',
    'refund Ticket',
    // Opens, counts and closes; what should be in the drawer shows after the count.
    'read Shift',
    'operate Shift',
    'read Wallet',
    'read Lot',
    'read Catalog',
    'read Price',
    'read Terms',
    'read Store',
    'read Staff',
    'read Report',
    'read Printer',
    'use Printer',
    'open Drawer',
  ],
  // Own clients' looks and needs: no phone, no money.
  stylist: ['read Member', 'care Member', 'read Catalog', 'read Terms', 'read Store', 'read Staff'],
}

/** The roles whose holders may approve what a colleague asks for. */
export const APPROVER_ROLES: readonly Role[] = ['owner', 'manager']
