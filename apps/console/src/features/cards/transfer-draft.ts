import { parseYuan } from '../../lib/money.ts'
import type { Schema } from '../../lib/schema.ts'

export interface Draft {
  toId: string | undefined
  what: 'all' | 'parts'
  /** By lot, as typed: yuan for money, a count for everything else. */
  amounts: Readonly<Record<string, string>>
  cardId: string | undefined
  reason: string
  pin: string
  toPin: string
}

export function draftOf(): Draft {
  return { toId: undefined, what: 'all', amounts: {}, cardId: undefined, reason: '', pin: '', toPin: '' }
}

/** How much of a lot was typed, in its own unit; null when it is no amount, 0 when nothing. */
export function quantityOf(lot: Pick<Schema<'Lot'>, 'unit' | 'remaining'>, text: string): number | null {
  if (text.trim() === '') return 0
  const quantity = lot.unit === 'fen' ? parseYuan(text) : /^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : null
  return quantity !== null && quantity <= lot.remaining ? quantity : null
}

/** What the server is asked to move; null while it cannot be told. */
export function partsOf(
  draft: Pick<Draft, 'what' | 'amounts'>,
  lots: readonly Pick<Schema<'Lot'>, 'id' | 'unit' | 'remaining'>[],
): 'all' | { lotId: string; quantity: number }[] | null {
  if (draft.what === 'all') return 'all'
  const parts = lots.map((lot) => ({ lotId: lot.id, quantity: quantityOf(lot, draft.amounts[lot.id] ?? '') }))
  const good = parts.flatMap((p) => (p.quantity === null || p.quantity === 0 ? [] : [{ lotId: p.lotId, quantity: p.quantity }]))
  return parts.some((p) => p.quantity === null) || good.length === 0 ? null : good
}
