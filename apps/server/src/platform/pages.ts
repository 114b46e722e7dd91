import { z } from 'zod'
import { InvalidInput } from './errors.ts'

/** Query parameters of every list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(300).optional(),
}

/** `{ items, nextCursor }` around a list's item. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** An opaque cursor of the values that the list is ordered by. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** The values of a cursor, as many as `length`, or null for the first page. @throws InvalidInput on a foreign cursor */
export function decodeCursor(cursor: string | undefined, length: number): (string | number)[] | null {
  if (cursor === undefined) return null
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const fits = Array.isArray(values) && values.length === length
    if (fits && values.every((v) => typeof v === 'string' || typeof v === 'number')) return values
  } catch {
    // falls through to the one answer for every unreadable cursor
  }
  throw new InvalidInput({}, [{ path: 'cursor', code: 'invalid', message: 'not a cursor of this list' }])
}

/** Cuts a result of `limit + 1` rows into a page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  cursorOf: (row: Row) => (string | number)[],
) {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(toItem), nextCursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null }
}
