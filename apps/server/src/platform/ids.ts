import { randomUUIDv7 } from 'node:crypto'

/** A new UUIDv7: ordered by time, so that indexes grow at their end. */
export function newId(): string {
  return randomUUIDv7()
}
