import type { CatalogItem } from '@yunbin/api-client'

/** What the desk's one input may mean, before anything is asked of the server. */
export type Meaning = 'nothing' | 'tile' | 'digits' | 'text'

export function meaningOf(text: string): Meaning {
  const typed = text.trim()
  if (typed === '') return 'nothing'
  // One or two digits pick a tile; last four, phone numbers and barcodes are all longer.
  if (/^\d{1,2}$/.test(typed)) return 'tile'
  return /^[\d\s+-]+$/.test(typed) ? 'digits' : 'text'
}

/**
 * How well an item answers what was typed: lower is better, null is no match. A scanner's barcode or a typed code must win
 * over everything, since nobody looks at the list after a scan.
 */
export function rankItem(item: Pick<CatalogItem, 'code' | 'name' | 'pinyin' | 'initials' | 'barcodes'>, text: string): number | null {
  const typed = text.trim().toLowerCase()
  if (typed === '') return null
  if (item.barcodes?.some((b) => b.toLowerCase() === typed)) return 0
  const code = item.code.toLowerCase()
  const name = item.name.toLowerCase()
  const plain = typed.replaceAll(' ', '')
  if (code === typed) return 1
  if (name === typed) return 2
  if (item.initials === plain) return 3
  if (name.startsWith(typed)) return 4
  if (item.initials.startsWith(plain)) return 5
  if (item.pinyin.startsWith(plain)) return 6
  if (code.startsWith(typed)) return 7
  if (name.includes(typed)) return 8
  if (plain.length > 1 && (item.initials.includes(plain) || item.pinyin.includes(plain))) return 9
  return null
}

export function findItems<T extends Pick<CatalogItem, 'code' | 'name' | 'pinyin' | 'initials' | 'barcodes' | 'isFavourite'>>(
  items: readonly T[],
  text: string,
  limit = 8,
): T[] {
  return items
    .flatMap((item) => {
      const rank = rankItem(item, text)
      return rank === null ? [] : [{ item, rank: rank * 2 - (item.isFavourite ? 1 : 0) }]
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map((found) => found.item)
}

/** Whether the server should be asked for members: never for tiles and never for a text that is too short to mean a person. */
export function asksForMembers(text: string): boolean {
  const typed = text.trim()
  const meaning = meaningOf(typed)
  return meaning === 'digits' ? typed.replace(/\D/g, '').length >= 3 : meaning === 'text' && typed.length >= 1
}

/** A complete mobile number typed by hand: the enrolment dialog starts with it filled in. */
export function phoneIn(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '')
  return /^(\+?\d{2,3})?1[3-9]\d{9}$/.test(digits) || /^\+?\d{8,15}$/.test(digits) ? digits : null
}
