/** A quote as the ticket that will be posted: every row with its id. Pure but for the ids. */
import type { TicketRows } from '../../modules/sales/index.ts'
import type { ReadCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import type { Basis } from './basis.ts'
import type { Cart, Quote, QuoteLine } from './schemas.ts'
import { shareOut } from './shares.ts'

interface Sale {
  basis: Basis
  ticketId: string
  cart: Cart
  quote: Quote
  shiftId: string
}

export function rowsOf(ctx: ReadCtx, { basis, ticketId, cart, quote, shiftId }: Sale): TicketRows {
  const tenders = quote.tenders.map((t) => ({ id: newId(), ...t }))
  const tenderIds = new Map(tenders.map((t) => [t.ordinal, t.id]))
  const { priceBookVersion, listFen, discountFen, roundingFen, totalFen } = quote
  return {
    id: ticketId,
    storeId: basis.storeId,
    storeCode: basis.storeCode,
    memberId: cart.memberId,
    businessDay: basis.today,
    shiftId,
    priceBookVersion,
    listFen,
    discountFen,
    roundingFen,
    totalFen,
    note: cart.note,
    completedBy: ctx.actor.id,
    lines: quote.lines.map((line, index) => lineOf(cart, line, index + 1, tenderIds)),
    tenders,
  }
}

function lineOf(cart: Cart, line: QuoteLine, ordinal: number, tenderIds: ReadonlyMap<number, string>): TicketRows['lines'][number] {
  const cartLine = cart.lines.find((l) => l.key === line.key)
  const { key: _, adjustments, allocations, ...fields } = line
  return {
    id: newId(),
    ordinal,
    ...fields,
    adjustments: adjustments.map((a, i) => ({ id: newId(), ordinal: i + 1, ...a })),
    allocations: allocations.map(({ tenderOrdinal, lotId, quantity, amountFen }) => ({
      id: newId(),
      tenderId: tenderIds.get(tenderOrdinal) ?? '',
      lotId,
      quantity,
      amountFen,
    })),
    shares: cartLine ? shareOut(cartLine, line.netFen).map((s) => ({ id: newId(), ...s })) : [],
  }
}
