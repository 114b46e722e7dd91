/** Group bills: whose a line is. Pure. */
import type { CartLine } from '@yunbin/api-client'

/** A member beside the bill's own, or somebody without a card by a word. */
export type Whose = { memberId: string } | { guest: string }

export function whoseOf(line: Pick<CartLine, 'memberId' | 'guest'>): Whose | null {
  if (line.memberId) return { memberId: line.memberId }
  return line.guest ? { guest: line.guest } : null
}

/** What can be somebody else's: their price, their pass, what is put into their wallet. A tip or a debt says by itself whose it is. */
export function mayBeOthers(line: Pick<CartLine, 'kind'>): boolean {
  return line.kind === 'service' || line.kind === 'product' || line.kind === 'pass' || line.kind === 'top_up'
}

/** The line as somebody else's; null, or the bill's own member, makes it the bill's again. A pass picked by hand was the owner's before. */
export function withWhose(line: CartLine, whose: Whose | null, ownId: string | null): CartLine {
  const { memberId: _, guest: __, ...rest } = line
  const kept: CartLine = typeof rest.pass === 'object' ? { ...rest, pass: 'auto' } : rest
  if (whose === null || !mayBeOthers(line)) return kept
  if ('guest' in whose) return whose.guest.trim() === '' ? kept : { ...kept, guest: whose.guest.trim() }
  return whose.memberId === ownId ? kept : { ...kept, memberId: whose.memberId }
}

/** Everybody but the bill's member whose lines stand on a bill, each once, in the order of the lines. */
export function othersOn(lines: readonly Pick<CartLine, 'memberId' | 'guest'>[]): Whose[] {
  const others = lines.flatMap((line) => whoseOf(line) ?? [])
  return others.filter((whose, index) => others.findIndex((o) => isSame(o, whose)) === index)
}

export function isSame(a: Whose | null, b: Whose | null): boolean {
  if (a === null || b === null) return a === b
  return 'guest' in a ? 'guest' in b && a.guest === b.guest : 'memberId' in b && a.memberId === b.memberId
}
