import { describe, expect, it } from 'vitest'
import { newId } from './ids.ts'

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const msOf = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

describe('newId', () => {
  it('stays a UUIDv7 and always grows, however many fall into one millisecond', () => {
    // More than the counter of one millisecond holds, made in very few of them.
    const ids = Array.from({ length: 50_000 }, newId)
    expect(ids.filter((id) => !UUID_V7.test(id))).toEqual([])
    expect(ids.filter((id, i) => i > 0 && id <= (ids[i - 1] ?? ''))).toEqual([])
  })

  it('says when it was made', () => {
    const before = Date.now()
    const id = newId()
    // The test above may have run ahead of the clock by the milliseconds that it used up.
    expect(msOf(id)).toBeGreaterThanOrEqual(before)
    expect(msOf(id)).toBeLessThan(Date.now() + 1000)
  })
})
