import { describe, expect, it } from 'vitest'
import { ROLES, type Role } from '../settings/index.ts'
import { ALL_ABILITIES, APPROVER_ROLES } from './abilities.ts'
import { abilitiesOf, actorOf, type Grant } from './actor.ts'

const actor = (...grants: Grant[]) => actorOf({ id: 'p', sessionId: 's', grants })
const inStore = (role: Role) => actor({ role, storeId: 'store-1' })

describe('who may do what', () => {
  it('is this table', () => {
    expect(abilitiesOf(inStore('stylist'))).toEqual([
      'read Member',
      'care Member',
      'read Catalog',
      'read Terms',
      'read Store',
      'read Staff',
    ])
    expect(abilitiesOf(inStore('cashier'))).toEqual([
      'read Member',
      'create Member',
      'update Member',
      'reveal Member',
      'care Member',
      'read Ticket',
      'sell Ticket',
      'refund Ticket',
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
    ])
    expect(abilitiesOf(actor({ role: 'owner', storeId: null }))).toEqual(ALL_ABILITIES)
    const notManagers = [
      ...['extend Lot', 'adjust Point', 'export Report', 'manage Settlement', 'read Audit'],
      ...[
        'manage Catalog',
        'manage Price',
        'manage RefundRule',
        'manage Terms',
        'manage Setting',
        'manage Session',
        'manage Role',
        'manage Brand',
      ],
    ]
    expect(abilitiesOf(inStore('manager'))).toEqual(ALL_ABILITIES.filter((ability) => !notManagers.includes(ability)))
  })

  it('is nothing without a role', () => {
    expect(abilitiesOf(actor())).toEqual([])
    expect(actor().scopes).toEqual([])
  })

  it('holds only where the role is held', () => {
    const both = actor({ role: 'manager', storeId: 'store-1' }, { role: 'cashier', storeId: 'store-2' })
    expect(both.scopes).toEqual(['store-1', 'store-2'])
    expect(both.can('void', 'Ticket')).toBe(true)
    expect(both.can('void', 'Ticket', 'store-1')).toBe(true)
    expect(both.can('void', 'Ticket', 'store-2')).toBe(false)
    expect(both.can('sell', 'Ticket', 'store-3')).toBe(false)
    const everywhere = actor({ role: 'cashier', storeId: null })
    expect(everywhere.scopes).toBe('all')
    expect(everywhere.can('sell', 'Ticket', 'store-3')).toBe(true)
  })

  it('lets approve exactly those whose role may', () => {
    expect(ROLES.filter((role) => inStore(role).can('approve', 'Ticket'))).toEqual([...APPROVER_ROLES])
  })

  it('lets those who deal with members have a phone shown in full', () => {
    expect(ROLES.filter((role) => !inStore(role).can('reveal', 'Member'))).toEqual(['stylist', 'accountant', 'auditor'])
  })
})
