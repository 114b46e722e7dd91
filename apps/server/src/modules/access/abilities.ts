/** Who may do what: data. A role holds in one store or in all; what no line here allows is denied. */
import { ROLES, type Role } from '../settings/index.ts'

/** Every pair that means something somewhere, for the console to show or hide by. `manage` of a subject allows its other actions too. */
export const ABILITIES = {
  // `reveal`: a masked phone shown in full on request, and written down; whole phone numbers looked for.
  // `care`: what is seen and done about skin and scalp, and notes.
  // `merge`: two records of one person become one.
  Member: ['read', 'create', 'update', 'reveal', 'care', 'merge'],
  Level: ['manage'],
  Ticket: ['read', 'sell', 'refund', 'void', 'approve'],
  Shift: ['read', 'operate', 'review'],
  Till: ['manage'],
  Wallet: ['read'],
  // Who may owe the shop, and how much.
  Credit: ['read', 'manage'],
  Lot: ['read', 'freeze', 'extend'],
  Card: ['read', 'issue', 'transfer'],
  // Gives a member another payment PIN without the old one.
  Pin: ['reset'],
  // `reveal`: the code of a gift card shown once more.
  GiftCard: ['read', 'sell', 'claim', 'reveal'],
  Point: ['adjust'],
  // Prepaid money given back by law; `override`: a gift's value is deducted.
  PrepaidRefund: ['read', 'request', 'pay', 'override'],
  RefundRule: ['read', 'manage'],
  Catalog: ['read', 'manage'],
  Price: ['read', 'manage'],
  Terms: ['read', 'manage'],
  Store: ['read', 'manage'],
  Setting: ['read', 'manage'],
  Staff: ['read', 'manage'],
  Report: ['read', 'export'],
  // Between stores: `manage` locks months and chooses the method.
  Settlement: ['read', 'manage'],
  // `use`: print, and say what became of a job.
  Printer: ['read', 'use', 'manage'],
  Drawer: ['read', 'open'],
  Audit: ['read'],
  Session: ['manage'],
  // Marks a till as shared, where people change places by PIN.
  Device: ['manage'],
  Role: ['manage'],
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
  // Runs the chain: prices, rules, stores, people. Not the brand itself, nor what is the owner's until given.
  hq: ALL_ABILITIES.filter(
    (ability) => !['extend Lot', 'adjust Point', 'export Report', 'read Audit', 'manage Session', 'manage Brand'].includes(ability),
  ),
  // The own stores; what holds for the whole brand (prices, terms, settings) is read only.
  manager: [
    'read Member',
    'create Member',
    'update Member',
    'reveal Member',
    'care Member',
    'merge Member',
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
    'read Credit',
    'manage Credit',
    'read Lot',
    'freeze Lot',
    'read Card',
    'issue Card',
    'transfer Card',
    'reset Pin',
    'read GiftCard',
    'sell GiftCard',
    'claim GiftCard',
    'reveal GiftCard',
    'read PrepaidRefund',
    'request PrepaidRefund',
    'pay PrepaidRefund',
    'override PrepaidRefund',
    'read RefundRule',
    'read Catalog',
    'read Price',
    'read Terms',
    'read Store',
    'manage Store',
    'read Setting',
    'read Staff',
    'manage Staff',
    'read Report',
    'read Settlement',
    'read Printer',
    'use Printer',
    'manage Printer',
    'read Drawer',
    'open Drawer',
    'manage Device',
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
    'read Credit',
    'read Lot',
    'read Card',
    'issue Card',
    'read GiftCard',
    'sell GiftCard',
    'claim GiftCard',
    'read PrepaidRefund',
    'request PrepaidRefund',
    'pay PrepaidRefund',
    'read RefundRule',
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
  // The books, and nothing that changes them; phones stay masked.
  accountant: ALL_ABILITIES.filter((ability) => ability.startsWith('read ') && ability !== 'read Audit'),
  // Everything that was done and by whom, and no hand on anything.
  auditor: ALL_ABILITIES.filter((ability) => ability.startsWith('read ')),
}

/** The built-in roles whose holders may approve what a colleague asks for. */
export const APPROVER_ROLES: readonly Role[] = ROLES.filter((role) => PERMISSIONS[role].includes('approve Ticket'))

/** What concerns the whole brand: a role held in one store does not give it, whatever the role says. */
export const BRAND_WIDE: ReadonlySet<string> = new Set<Ability>([
  'manage Catalog',
  'manage Price',
  'manage Terms',
  'manage RefundRule',
  'manage Setting',
  'manage Session',
  'manage Role',
  'manage Brand',
  'manage Settlement',
])

/** Six digits typed at a shared till are enough to sell, not to give rights away. */
export const NOT_BY_PIN: ReadonlySet<string> = new Set<Ability>([
  'manage Staff',
  'manage Setting',
  'manage Session',
  'manage Device',
  'manage Role',
  'manage Brand',
  'read Audit',
  'export Report',
])

export function isAbility(word: string): word is Ability {
  return (ALL_ABILITIES as readonly string[]).includes(word)
}
