import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../platform/time.ts'
import { anniversaryEntries, birthdayEntries } from './birthdays.ts'
import { type Birthday, isBirthday, nextBirthday } from './rules.ts'
import { dayOfYear } from './search-tokens.ts'

const valuesOn = (on: string) => birthdayEntries(on, 0).map((d) => d.entry.value)

describe('the days to look for', () => {
  it('are a solar and a lunar day for each day', () => {
    expect(valuesOn('2026-02-17')).toEqual(['solar|02-17', 'lunar|01-01'])
    expect(birthdayEntries('2026-03-01', 2).map((d) => d.on)).toEqual([
      ...['2026-03-01', '2026-03-01', '2026-03-02', '2026-03-02', '2026-03-03', '2026-03-03'],
    ])
  })

  it('take in the 29th of February in common years, and the 30th of short lunar months', () => {
    expect(valuesOn('2026-02-28')).toContain('solar|02-29')
    expect(valuesOn('2028-02-28')).not.toContain('solar|02-29')
    // The twelfth lunar month of 2025 has 29 days.
    expect(valuesOn('2026-02-16')).toEqual(['solar|02-16', 'lunar|12-29', 'lunar|12-30'])
  })

  it('of anniversaries are solar alone', () => {
    expect(anniversaryEntries('2026-02-28', 1).map((d) => d.entry.value)).toEqual(['02-28', '02-29', '03-01'])
  })

  it('never miss a birthday: what is celebrated on a day is looked for on that day', () => {
    const birthday = fc.record({
      calendar: fc.constantFrom('solar' as const, 'lunar' as const),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 30 }),
      isLeap: fc.boolean(),
    })
    const today = fc.integer({ min: 0, max: 3650 }).map((n) => addDays('2025-01-01', n))
    fc.assert(
      fc.property(birthday, today, (made, from) => {
        const b: Birthday = { ...made, isLeap: made.calendar === 'lunar' && made.isLeap }
        fc.pre(isBirthday(b, '2100-01-01'))
        const on = nextBirthday(b, from)
        expect(valuesOn(on)).toContain(dayOfYear(b))
      }),
    )
  })
})
