import type { ManualDiscount } from '@yunbin/api-client'
import { parseYuan } from '../../lib/money.ts'

export type DiscountKind = ManualDiscount['kind']
/** How a percentage is said: 8.8 折 keeps 88 %, "12 % off" takes 12 % away. */
export type PercentWords = 'fold' | 'off'

/** Basis points taken off, from 折 (8.8, or 88 as many write it) or from percent off. Null when it is neither. */
export function bpOf(text: string, words: PercentWords): number | null {
  if (!/^\d{1,2}(\.\d{1,2})?$/.test(text.trim())) return null
  const typed = Number(text)
  const bp = words === 'off' ? Math.round(typed * 100) : Math.round(10_000 - (typed >= 10 ? typed * 100 : typed * 1000))
  return bp >= 1 && bp <= 10_000 ? bp : null
}

/** What was typed, as a discount; null while it is none. */
export function discountOf(kind: DiscountKind, text: string, words: PercentWords, reason: string): ManualDiscount | null {
  const why = reason.trim()
  if (why === '') return null
  if (kind === 'percent') {
    const bp = bpOf(text, words)
    return bp === null ? null : { kind, bp, reason: why }
  }
  const fen = parseYuan(text)
  if (fen === null || (kind === 'amount' && fen === 0)) return null
  return { kind, fen, reason: why }
}
