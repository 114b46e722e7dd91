/** What a sale does to the member's wallet: what it puts in, what it takes out. Pure. */
import { laterFenOf, type TicketRows } from '../../modules/sales/index.ts'
import { type Change, type NewLot, type Posting, passLots, topUpLots } from '../../modules/wallet/index.ts'
import { addDays } from '../../platform/time.ts'
import { type Basis, bonusMonthsOf, pursesOf } from './basis.ts'
import { planOf } from './pass-plan.ts'
import { shareOf } from './sharing.ts'

/** Ids of the lots that a pass of this ticket becomes, by line and service: those that a line of the same ticket uses. */
export type NewLotIds = ReadonlyMap<string, string>

/** The transactions of a ticket in one member's wallet: top-ups, passes sold, then what was spent. */
export function walletPostings(
  basis: Basis,
  ticketId: string,
  ticket: TicketRows,
  memberId: string,
  lotIds: NewLotIds = new Map(),
): Posting[] {
  const common = { sourceKind: 'ticket' as const, sourceId: ticketId, storeId: basis.storeId, businessDay: basis.today }
  const grant = (line: TicketRows['lines'][number]) => ({
    lineId: line.id,
    name: line.name,
    startsOn: basis.today,
    termsId: basis.termsId,
    priceBookVersion: basis.catalog.priceBookVersion,
  })
  const own = ticket.lines.filter((l) => (l.memberId ?? ticket.memberId) === memberId)
  const topUps = own.filter((l) => l.kind === 'top_up')
  const passes = own.filter((l) => l.kind === 'pass')
  const sold = passes.flatMap((l) =>
    passLots(grant(l), l.netFen, planOf(basis, l.itemId), laterFenOf(ticket.tenders, l)).map((lot) => ({
      ...lot,
      id: lotIds.get(`${l.id} ${lot.serviceItemId}`) ?? lot.id,
    })),
  )
  const spent = spending(basis, ticket, memberId, sold)
  return [
    ...(topUps.length > 0
      ? [
          {
            ...common,
            reason: 'top_up' as const,
            newLots: topUps.flatMap((l) => topUpLots(grant(l), l.netFen, l.bonusFen, bonusMonthsOf(basis, l.itemId))),
          },
        ]
      : []),
    ...(passes.length > 0 ? [{ ...common, reason: 'pass_sale' as const, newLots: sold }] : []),
    ...(spent.length > 0 ? [{ ...common, reason: 'spend' as const, changes: spent }] : []),
  ]
}

function spending(basis: Basis, ticket: TicketRows, memberId: string, sold: readonly NewLot[]): Change[] {
  const paidBy = new Set(ticket.tenders.filter((t) => t.memberId === memberId).map((t) => t.id))
  const lots = pursesOf(basis).get(memberId) ?? []
  const share = shareOf(basis, memberId)
  // Of a record of the same person nobody else has used anything; what is shared was used by whoever may use it.
  const userOf = (line: TicketRows['lines'][number]) =>
    share === null ? (line.memberId ?? ticket.memberId) : share === 'own' ? memberId : ticket.memberId
  const allocations = ticket.lines.flatMap((l) => l.allocations.map((a) => ({ ...a, visitor: userOf(l) })))
  return allocations.flatMap((a) => {
    if (a.lotId === null || !paidBy.has(a.tenderId)) return []
    const lot = lots.find((l) => l.id === a.lotId) ?? sold.find((l) => l.id === a.lotId)
    const firstUse = lot !== undefined && lot.validityDays !== null && lot.expiresOn === null
    return [
      {
        lotId: a.lotId,
        quantity: -a.quantity,
        valueFen: -a.amountFen,
        ...(a.visitor === memberId ? {} : { usedBy: a.visitor }),
        ...(firstUse ? { expiresOn: addDays(basis.today, (lot.validityDays ?? 1) - 1) } : {}),
      },
    ]
  })
}
