/** Which visits of a bill a shared pass could pay. Pure. */
import type { CartLine, Quote } from '@yunbin/api-client'

type Share = Quote['payers'][number]['share']
type Pass = NonNullable<Share>['passes'][number]

interface PassOffer<Line> {
  line: Line
  pass: Pass
}

/**
 * The first pass with room for each visit that nothing but money pays yet, within what the limit leaves; a visit that is discounted, or
 * that the cashier took off the pass by hand, is left alone.
 */
export function passOffers<Line extends Pick<Quote['lines'][number], 'key' | 'kind' | 'itemId' | 'quantity' | 'allocations'>>(
  share: Share,
  lines: readonly Line[],
  cartLines: readonly CartLine[],
): PassOffer<Line>[] {
  if (!share) return []
  const left = new Map(share.passes.map((p) => [p.lotId, p.remaining]))
  let sessionsLeft = share.leftSessions ?? Number.POSITIVE_INFINITY
  return lines.flatMap((line) => {
    const wish = cartLines.find((l) => l.key === line.key)
    const isTaken = line.allocations.some((a) => a.lotKind === 'pass') || wish?.discount || wish?.pass === 'none'
    if (line.kind !== 'service' || isTaken || line.quantity > sessionsLeft) return []
    const fits = (p: Pass) => p.serviceItemId === line.itemId && (p.unit === 'day' || (left.get(p.lotId) ?? 0) >= line.quantity)
    const pass = share.passes.find(fits)
    if (!pass) return []
    left.set(pass.lotId, (left.get(pass.lotId) ?? 0) - line.quantity)
    sessionsLeft -= line.quantity
    return [{ line, pass }]
  })
}
