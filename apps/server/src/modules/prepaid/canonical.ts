/** One way to write a worksheet down, so that its digest is the same however the database keeps it. */
import { createHash } from 'node:crypto'
import type { Sheet } from './schemas.ts'

/** JSON with the keys of every object in order. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
}

export function sheetHash(sheet: Sheet): Buffer {
  return createHash('sha256').update(canonicalJson(sheet)).digest()
}
