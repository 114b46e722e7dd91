/** A quote as the ticket that will be posted: every row with its id. Pure but for the ids. */
import type { TicketRows } from '../../modules/sales/index.ts'
import type { ReadCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import type { Basis } from './basis.ts'
import { isNewLot, newLotId } from './pass-lines.ts'
import type { Cart, Quote, QuoteLine } from './schemas.ts'
import { shareOut } from './shares.ts'
import type { NewLotIds } from './wallet-postings.ts'

interface Sale {
  basis: Basis
  ticketId: string
  cart: Cart
  quote: Quote
  shiftId: string
}

/** The ticket, and the ids of lots that it both makes and uses. */
export function rowsOf(ctx: ReadCtx, { basis, ticketId, cart, quote, shiftId }: Sale): { rows: TicketRows; lotIds: NewLotIds } {
  const lots = new Map(quote.lines.flatMap((l) => l.allocations.flatMap((a) => (isNewLot(a.lotId) ? [[a.lotId, newId()] as const] : []))))
  const tenders = quote.tenders.map((t) => ({ id: newId(), ...t }))
  const tenderIds = new Map(tenders.map((t) => [t.ordinal, t.id]))
  const { priceBookVersion, listFen, discountFen, roundingFen, totalFen } = quote
  const lines = quote.lines.map((line, index) => lineOf(cart, line, index + 1, tenderIds, lots))
  const rows: TicketRows = {
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
    lines,
    tenders,
  }
  return { rows, lotIds: lotIdsOf(quote, rows, lots) }
}

/** From the names a quote gave to lots that did not exist yet to those of their lines. */
function lotIdsOf(quote: Quote, rows: TicketRows, lots: ReadonlyMap<string, string>): NewLotIds {
  return new Map(
    quote.lines.flatMap(({ key, kind }, index) =>
      kind !== 'pass'
        ? []
        : quote.lines.flatMap(({ itemId }) => {
            const id = lots.get(newLotId(key, itemId))
            return id === undefined ? [] : [[`${rows.lines[index]?.id} ${itemId}`, id] as const]
          }),
    ),
  )
}

function lineOf(
  cart: Cart,
  line: QuoteLine,
  ordinal: number,
  tenderIds: ReadonlyMap<number, string>,
  lots: ReadonlyMap<string, string>,
): TicketRows['lines'][number] {
  const real = (lotId: string | null) => (lotId === null ? null : (lots.get(lotId) ?? lotId))
  const cartLine = cart.lines.find((l) => l.key === line.key)
  const { key: _, adjustments, allocations, ...fields } = line
  return {
    id: newId(),
    ordinal,
    ...fields,
    adjustments: adjustments.map((a, i) => ({ id: newId(), ordinal: i + 1, ...a, sourceId: real(a.sourceId) })),
    allocations: allocations.map(({ tenderOrdinal, lotId, quantity, amountFen }) => ({
      id: newId(),
      tenderId: tenderIds.get(tenderOrdinal) ?? '',
      lotId: real(lotId),
      quantity,
      amountFen,
    })),
    shares: cartLine ? shareOut(cartLine, line.netFen).map((s) => ({ id: newId(), ...s })) : [],
  }
}
