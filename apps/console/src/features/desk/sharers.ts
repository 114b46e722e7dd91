/** Who shares a bill, before the server says how much each pays. Pure. */
import type { Quote } from '@yunbin/api-client'
import type { Schema } from '../../lib/schema.ts'
import type { DeskState } from './cart.ts'
import type { Sharer } from './pay-choice.ts'
import { othersOn } from './whose.ts'

export const MOST_SHARERS = 10

/** A sharer with a key of its own, as words may be typed over. */
export interface SharerRow extends Sharer {
  key: string
  /** The customer of a bill without a member. */
  isWalkIn: boolean
}

type Bill = Pick<DeskState, 'memberId' | 'lines'>

/** Everybody on the bill; with nobody else there, a friend. */
export function sharersOf(state: Bill, payers: Quote['payers'], friend: string): SharerRow[] {
  const all = peopleOn(state, payers)
  return all.length > 1 ? all : addGuest(all, friend)
}

/** Who has come to the bill since it was shared: those who agreed to their shares do not pay for them unasked. */
export function newcomers(before: readonly SharerRow[], state: Bill, payers: Quote['payers']): SharerRow[] {
  return peopleOn(state, payers).filter((one) => !before.some((s) => personOf(s) === personOf(one)))
}

function personOf({ memberId, guest, isWalkIn }: SharerRow): string {
  return memberId ?? (isWalkIn ? 'walk-in' : `guest ${guest.trim()}`)
}

/** Whoever has stored value pays with it. */
function peopleOn(state: Bill, payers: Quote['payers']): SharerRow[] {
  const ofMember = (memberId: string): SharerRow => ({
    key: memberId,
    memberId,
    guest: '',
    name: '',
    isWalkIn: false,
    kind: payers.some((p) => p.memberId === memberId && p.spendableFen > 0) ? 'stored_value' : 'wechat',
  })
  const own: SharerRow = state.memberId
    ? ofMember(state.memberId)
    : { key: 'walk-in', memberId: null, guest: '', name: '', isWalkIn: true, kind: 'wechat' }
  const others = othersOn(state.lines).map((whose) =>
    'guest' in whose ? ofGuest(whose.guest, `guest ${whose.guest}`) : ofMember(whose.memberId),
  )
  return [own, ...others].slice(0, MOST_SHARERS)
}

function ofGuest(guest: string, key: string): SharerRow {
  return { key, memberId: null, guest, name: guest, isWalkIn: false, kind: 'wechat' }
}

/** One more by a word that nobody has yet: 朋友, 朋友2, 朋友3 … */
export function addGuest(sharers: readonly SharerRow[], friend: string): SharerRow[] {
  const words = Array.from({ length: MOST_SHARERS + 1 }, (_, index) => (index === 0 ? friend : `${friend}${index + 1}`))
  const word = words.find((w) => !sharers.some((s) => s.guest === w || s.key === `new ${w}`)) ?? friend
  return [...sharers, ofGuest(word, `new ${word}`)]
}

export function addMember(sharers: readonly SharerRow[], memberId: string, name: string): SharerRow[] {
  return [...sharers, { key: memberId, memberId, guest: '', name, isWalkIn: false, kind: 'stored_value' }]
}

/** As the server takes them. */
export function named(sharers: readonly SharerRow[]): Schema<'SplitRequest'>['payers'] {
  return sharers.map(({ memberId, guest, kind, account }) => ({
    memberId,
    guest: guest.trim(),
    kind,
    ...(kind === 'on_account' && account ? { accountId: account.id } : {}),
  }))
}
