/** What is asked for while the form is being filled in: kept as typed, read when it is sent. Pure. */
import { parseYuan } from '../../lib/money.ts'
import type { Ask, ReasonCode } from './queries.ts'

export interface GiftDraft {
  key: number
  name: string
  value: string
  deduct: string
  reason: string
}

export interface AskDraft {
  /** By grant: an empty portion is all of it. */
  picks: Readonly<Record<string, { portion: string }>>
  reasonCode: ReasonCode | undefined
  rescindedOn: string
  serviceStoppedOn: string
  hadSameService: boolean
  gifts: readonly GiftDraft[]
  note: string
}

export const emptyDraft: AskDraft = {
  picks: {},
  reasonCode: undefined,
  rescindedOn: '',
  serviceStoppedOn: '',
  hadSameService: false,
  gifts: [],
  note: '',
}

/** The request as the server takes it, or null while something that it needs is missing or cannot be read. */
export function askOf(draft: AskDraft, storeId: string): Ask | null {
  const { reasonCode } = draft
  const grants = Object.entries(draft.picks).map(([grantId, { portion }]) => ({
    grantId,
    portionFen: portion.trim() === '' ? null : parseYuan(portion),
    isWrong: portion.trim() !== '' && !parseYuan(portion),
  }))
  const gifts = draft.gifts.map((g) => ({
    name: g.name.trim(),
    valueFen: parseYuan(g.value || '0'),
    deductFen: parseYuan(g.deduct || '0'),
    reason: g.reason.trim(),
  }))
  if (!reasonCode || grants.length === 0 || grants.some((g) => g.isWrong) || gifts.some(isGiftWrong)) return null
  return {
    storeId,
    grants: grants.map(({ grantId, portionFen }) => ({ grantId, portionFen })),
    reasonCode,
    rescindedOn: draft.rescindedOn || null,
    serviceStoppedOn: draft.serviceStoppedOn || null,
    hadSameService: reasonCode === 'cooling_off' && draft.hadSameService,
    gifts: gifts.map((g) => ({ ...g, valueFen: g.valueFen ?? 0, deductFen: g.deductFen ?? 0 })),
  }
}

interface ReadGift {
  name: string
  valueFen: number | null
  deductFen: number | null
  reason: string
}

function isGiftWrong({ name, valueFen, deductFen, reason }: ReadGift): boolean {
  if (name === '' || valueFen === null || deductFen === null) return true
  return deductFen > valueFen || (deductFen > 0 && reason === '')
}

/** Reasons in the order in which the counter thinks of them, by whose cause they are. */
export const REASON_GROUPS: readonly { cause: 'any' | 'merchant' | 'customer'; codes: readonly ReasonCode[] }[] = [
  { cause: 'any', codes: ['cooling_off', 'health', 'mistake', 'minor'] },
  { cause: 'merchant', codes: ['breach', 'relocation', 'obligations_transferred', 'unlimited_not_deliverable', 'merchant_closes'] },
  { cause: 'customer', codes: ['customer_wish', 'other'] },
]
