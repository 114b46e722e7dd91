/** Lines that a pass pays: which pass, what its sessions are worth, and passes sold on the very bill that uses them. Pure. */
import {
  choosePass,
  type Lot,
  LotUnusable,
  obstacleOf,
  passLots,
  servesVisit,
  takeSessions,
  withoutParts,
} from '../../modules/wallet/index.ts'
import type { Basis, Purses } from './basis.ts'
import { LineInvalid } from './errors.ts'
import { refuseUnpaid } from './part-paid.ts'
import { planOf } from './pass-plan.ts'
import { adjust, type PricedLine } from './price-lines.ts'
import type { Cart, CartLine } from './schemas.ts'
import { isShareable, refuseOverLimit, shareOf } from './sharing.ts'

/** @returns how many sessions of what a household shares it takes. @throws LotUnusable, HouseholdLimit */
export function sessionsShared(basis: Basis, line: PricedLine, { lot, ownerId }: ChosenPass, drawn: number): number {
  if (shareOf(basis, ownerId) !== 'household') return 0
  if (!isShareable(lot)) throw new LotUnusable({ key: line.key, lotId: lot.id, obstacle: 'not_shared' })
  refuseOverLimit(basis, 'session', line.quantity, drawn)
  return line.quantity
}

interface ChosenPass {
  lot: Lot
  ownerId: string
}

export function takePass(line: PricedLine, { lot, ownerId }: ChosenPass, purses: Map<string, readonly Lot[]>): void {
  line.sessions = { ...takeSessions(lot, line.quantity), lot, ownerId }
  purses.set(ownerId, withoutParts(purses.get(ownerId) ?? [], [line.sessions]))
  adjust(line, 'pass_price', line.sessions.valueFen - line.netFen, { passName: lot.name, sessions: line.sessions.quantity }, lot.id)
}

/**
 * The pass that pays a service line: the one named, of anybody on the bill, one sold on it, or the best that fits of whose line it is. A
 * manual discount means the line is not paid by a pass.
 */
export function choosePassFor(
  basis: Basis,
  cartLine: CartLine,
  line: PricedLine,
  ownerId: string | null,
  purses: Purses,
): ChosenPass | null {
  if (line.kind !== 'service' || cartLine.pass === 'none' || line.itemId === null || purses.size === 0) return null
  if (cartLine.pass === 'auto') {
    if (cartLine.discount || ownerId === null) return null
    const best = choosePass(purses.get(ownerId) ?? [], line.itemId, line.quantity, basis.today)
    return best && { lot: best, ownerId }
  }
  if (cartLine.discount) throw new LineInvalid({ key: line.key, need: 'no_discount' })
  const lotId = 'lineKey' in cartLine.pass ? newLotId(cartLine.pass.lineKey, line.itemId) : cartLine.pass.lotId
  const [found] = [...purses].flatMap(([id, lots]) => lots.filter((l) => l.id === lotId).map((lot) => ({ lot, ownerId: id })))
  if (!found || !servesVisit(found.lot, line.itemId, line.quantity, basis.today)) {
    const obstacle = found ? (obstacleOf(found.lot, basis.today) ?? 'does_not_serve') : 'not_owned'
    throw new LotUnusable({ key: line.key, lotId, obstacle })
  }
  refuseUnpaid(purses.get(found.ownerId) ?? [], found.lot, line)
  return found
}

/** Whether a line is paid by a pass that is sold on the same bill 买卡当次用. */
export function isByNewPass({ pass }: CartLine): boolean {
  return typeof pass === 'object' && 'lineKey' in pass
}

const NEW = 'new:'

/** A lot that is there once the bill is posted, by the line that sells it and its service; it gets its id then. */
export function newLotId(lineKey: string, serviceItemId: string | null): string {
  return `${NEW}${lineKey}:${serviceItemId}`
}

export function isNewLot(lotId: string | null): lotId is string {
  return lotId?.startsWith(NEW) ?? false
}

/** Puts what passes sold on this bill will hold into their owners' purses, where a line of the bill asks for it. @throws LineInvalid */
export function openNewPasses(basis: Basis, cart: Cart, lines: ReadonlyMap<string, PricedLine>, purses: Map<string, readonly Lot[]>): void {
  const asked = new Set(cart.lines.flatMap(({ pass }) => (typeof pass === 'object' && 'lineKey' in pass ? [pass.lineKey] : [])))
  for (const key of asked) {
    const line = lines.get(key)
    const ownerId = line?.memberId ?? cart.memberId
    if (line?.kind !== 'pass' || ownerId === null) throw new LineInvalid({ key, need: 'pass' })
    purses.set(ownerId, [...(purses.get(ownerId) ?? []), ...newLotsOf(basis, line)])
  }
}

function newLotsOf(basis: Basis, line: PricedLine): Lot[] {
  const sold = { lineId: line.key, name: line.name, startsOn: basis.today, termsId: null, priceBookVersion: null }
  return passLots(sold, line.netFen, planOf(basis, line.itemId), line.laterFen).map((lot) => ({
    ...lot,
    id: newLotId(line.key, lot.serviceItemId),
    remaining: lot.initial,
    held: 0,
    valueFen: lot.initialValueFen,
    isFrozen: false,
    owedFen: line.laterFen,
    createdAtMs: Number.MAX_SAFE_INTEGER,
  }))
}

/** Services that a pass on the same bill would serve, though something else pays them: what the desk can offer. */
export function coveredByNewPass(
  basis: Basis,
  cart: Cart,
  lines: readonly PricedLine[],
): { lineKey: string; passKey: string; name: string; fen: number }[] {
  const passes = lines.filter((l) => l.kind === 'pass')
  return lines.flatMap((line) => {
    const wish = cart.lines.find((l) => l.key === line.key)
    if (line.kind !== 'service' || line.sessions !== null || wish?.pass === 'none' || wish?.discount || passes.length === 0) return []
    const pass = passes.find(
      (p) =>
        p.memberId === line.memberId && newLotsOf(basis, p).some((lot) => servesVisit(lot, line.itemId ?? '', line.quantity, basis.today)),
    )
    return pass ? [{ lineKey: line.key, passKey: pass.key, name: pass.name, fen: line.netFen }] : []
  })
}
