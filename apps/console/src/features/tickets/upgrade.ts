/** A visit of this day that becomes the first of a pass 升级为次卡: which visits may, which passes cover them, and the cart that does it. */
import type { Cart, CartLine } from '@yunbin/api-client'
import type { Schema } from '../../lib/schema.ts'
import { refundableOf } from './refundable.ts'

type Ticket = Schema<'Ticket'>
export type TicketLine = Ticket['lines'][number]
export type Item = Schema<'CatalogItem'>

/** Visits that were paid for by themselves, and not taken back. */
export function upgradable(ticket: Ticket): TicketLine[] {
  return ticket.lines.filter(
    (line) =>
      line.kind === 'service' &&
      (line.memberId ?? ticket.memberId) !== null &&
      refundableOf(line) > 0 &&
      !line.allocations.some((a) => a.lotKind === 'pass'),
  )
}

/** Passes on sale with room for as many visits of this service, the cheapest first. */
export function passesFor(line: TicketLine, items: readonly Item[]): Item[] {
  const visits = refundableOf(line)
  const covers = ({ pass }: Item) =>
    pass?.components.some((c) => c.serviceItemId === line.itemId && (pass.isUnlimited || c.sessions + c.giftedSessions >= visits)) ?? false
  return items
    .filter((item) => item.kind === 'pass' && item.priceFen !== null && covers(item))
    .toSorted((a, b) => (a.priceFen ?? 0) - (b.priceFen ?? 0))
}

/** The pass, and the same visit by the same people, paid by its first session; before anybody pays. */
export function upgradeCart(ticket: Ticket, line: TicketLine, passItemId: string): Cart {
  const whose = line.memberId === null ? {} : { memberId: line.memberId }
  const staff = line.shares.map(({ staffId, role, shareBp, isRequested }) => ({
    staffId,
    role: role as 'performer' | 'seller',
    shareBp,
    isRequested,
  }))
  const visit: CartLine = { key: 'visit', kind: 'service', quantity: refundableOf(line), pass: { lineKey: 'pass' }, staff, ...whose }
  return {
    storeId: ticket.storeId,
    memberId: ticket.memberId,
    lines: [
      { key: 'pass', kind: 'pass', itemId: passItemId, ...whose },
      { ...visit, ...(line.itemId === null ? {} : { itemId: line.itemId }) },
    ],
  }
}
