import { randomUUIDv7 } from 'node:crypto'

/** Milliseconds, version and counter: what an id is ordered by. Behind it stands chance alone. */
const HEAD = 18
const COUNTER = 15
const FULL = 0xfff

let last = ''

/**
 * A new UUIDv7 (RFC 9562), greater than every one made here before: rows of one millisecond keep the order in which they were made, and indexes
 * grow at their end. Within a millisecond the twelve bits behind the version count up; when they are used up, the last id's clock is a millisecond ahead.
 */
export function newId(): string {
  const id = randomUUIDv7()
  last = id > last ? id : after(last) + id.slice(HEAD)
  return last
}

function after(id: string): string {
  const counter = Number.parseInt(id.slice(COUNTER, HEAD), 16) + 1
  if (counter <= FULL) return id.slice(0, COUNTER) + hex(counter, 3)
  const ms = hex(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) + 1, 12)
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7000`
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}
