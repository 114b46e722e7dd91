/** Shows and reads fen. All arithmetic that decides an amount happens on the server. */

export interface MoneyParts {
  sign: '' | '-'
  whole: string
  fraction: string
}

/** 123456 → `1,234` and `56`; the sign is kept apart so that it can stand before the `￥`. */
export function moneyParts(fen: number): MoneyParts {
  const absolute = Math.abs(fen)
  return {
    sign: fen < 0 ? '-' : '',
    whole: Math.trunc(absolute / 100).toLocaleString('en-US'),
    fraction: String(absolute % 100).padStart(2, '0'),
  }
}

/** Plain text with `￥`, for sentences and screen readers. */
export function formatFen(fen: number): string {
  const { sign, whole, fraction } = moneyParts(fen)
  return `${sign}￥${whole}.${fraction}`
}

/** As `formatFen`, without `.00` where it would be noise. */
export function formatFenShort(fen: number): string {
  return formatFen(fen).replace(/\.00$/, '')
}

/** As somebody would type it: 20000 → `200`, 12850 → `128.50`. */
export function plainYuan(fen: number): string {
  return (fen / 100).toFixed(2).replace(/\.00$/, '')
}

/** What a cashier types for an amount of yuan, as fen; null when it is no amount, or finer than a fen. */
export function parseYuan(text: string): number | null {
  const match = /^(\d{1,7})(?:\.(\d{0,2}))?$/.exec(
    text
      .trim()
      .replace(/^[￥¥]/, '')
      .replaceAll(',', ''),
  )
  if (!match) return null
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** 88 % of the price is 8.8 折 in Chinese and 12 % off in English; both come from the basis points taken off. */
export function foldOf(discountBp: number): string {
  return String(Number(((10_000 - discountBp) / 1000).toFixed(2)))
}

export function percentOf(bp: number): string {
  return `${Number((bp / 100).toFixed(2))}%`
}
