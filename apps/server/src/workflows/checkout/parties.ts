/** Whom and what a cart draws on beside its goods: what has to be locked, and known, before it is priced. Pure. */
import type { Cart } from './schemas.ts'

export interface Parties {
  /** Every member whose wallet may move, the bill's own included; ids ascending, which is the order of their locks. */
  memberIds: string[]
  /** The members beside the bill's own. */
  companionIds: string[]
  /** Of them, those who only hand over money from outside: nothing of theirs is drawn on. */
  handingIds: string[]
  depositIds: string[]
  accountIds: string[]
}

/** Whoever pays, where the cart does not say so yet. */
export type MoreParties = Partial<Pick<Parties, 'memberIds' | 'accountIds'>>

export function partiesOf(cart: Cart, more: MoreParties = {}): Parties {
  const tenders = cart.tenders === 'auto' ? [] : cart.tenders
  const named = [
    ...(more.memberIds ?? []),
    ...(cart.payerIds ?? []),
    ...cart.lines.map((l) => l.memberId),
    ...cart.lines.map((l) => (typeof l.pass === 'object' && 'lotId' in l.pass ? l.pass.memberId : undefined)),
    ...tenders.map((t) => (t.kind === 'stored_value' ? t.memberId : undefined)),
  ].filter((id) => id !== undefined)
  const handing = tenders.flatMap((t) => ('payerId' in t ? (t.payerId ?? []) : []))
  const companionIds = ascending([...named, ...handing].filter((id) => id !== cart.memberId))
  return {
    memberIds: cart.memberId === null ? companionIds : ascending([cart.memberId, ...companionIds]),
    companionIds,
    handingIds: handing.filter((id) => !named.includes(id)),
    depositIds: ascending(tenders.flatMap((t) => (t.kind === 'deposit' ? [t.depositId] : []))),
    accountIds: ascending([
      ...(more.accountIds ?? []),
      ...tenders.flatMap((t) => (t.kind === 'on_account' ? [t.accountId] : [])),
      ...cart.lines.flatMap((l) => (l.kind === 'settlement' ? (l.accountId ?? []) : [])),
      ...cart.lines.flatMap((l) => (l.laterFen === undefined ? [] : (l.memberId ?? cart.memberId ?? []))),
    ]),
  }
}

/** As the database orders uuids: by their text, which is lower case here. */
export function ascending(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort()
}
