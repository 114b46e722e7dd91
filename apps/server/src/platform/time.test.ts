import { describe, expect, it } from 'vitest'
import { addDays, businessDay, Clock, daysBetween, isExpired, isZone } from './time.ts'

describe('the business day', () => {
  it('belongs to the day before until the cut-off hour', () => {
    const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime('Asia/Shanghai').toInstant()
    expect(businessDay(at('2026-11-22T03:59:59'), 'Asia/Shanghai', 4)).toBe('2026-11-21')
    expect(businessDay(at('2026-11-22T04:00:00'), 'Asia/Shanghai', 4)).toBe('2026-11-22')
    expect(businessDay(at('2026-11-22T00:00:00'), 'Asia/Shanghai', 0)).toBe('2026-11-22')
  })

  it('is that of the store, not of the server', () => {
    const instant = Temporal.Instant.from('2026-11-21T22:30:00Z')
    expect(businessDay(instant, 'Asia/Shanghai', 4)).toBe('2026-11-22')
    expect(businessDay(instant, 'Europe/London', 4)).toBe('2026-11-21')
  })
})

describe('days', () => {
  it('are valid through the end of the day of expiry (P19)', () => {
    expect(isExpired('2026-11-22', '2026-11-22')).toBe(false)
    expect(isExpired('2026-11-22', '2026-11-23')).toBe(true)
    expect(isExpired(null, '2999-01-01')).toBe(false)
  })

  it('count over months and leap days', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-11-22', -22)).toBe('2026-10-31')
    expect(daysBetween('2026-11-22', '2027-11-22')).toBe(365)
    expect(daysBetween('2026-11-22', '2026-11-21')).toBe(-1)
  })
})

describe('the clock', () => {
  it('runs on from the instant it is set to', () => {
    const clock = new Clock()
    clock.setTo(Temporal.Instant.from('2030-01-01T00:00:00Z'))
    const first = clock.now().epochMilliseconds
    expect(first).toBeGreaterThanOrEqual(Date.UTC(2030, 0, 1))
    expect(first).toBeLessThan(Date.UTC(2030, 0, 1) + 60_000)
    expect(clock.now().epochMilliseconds).toBeGreaterThanOrEqual(first)
  })

  it('knows time zones from words', () => {
    expect(isZone('Asia/Taipei')).toBe(true)
    expect(isZone('Asia/Nowhere')).toBe(false)
  })
})
