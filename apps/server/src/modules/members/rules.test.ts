import { describe, expect, it } from 'vitest'
import { maskPhone, parsePhone, showPhone } from './phone.ts'
import { type Birthday, isBirthday, nextBirthday } from './rules.ts'

const TODAY = '2026-11-22'

describe('isBirthday', () => {
  it.each<[Birthday, boolean]>([
    [{ calendar: 'solar', month: 2, day: 29 }, true],
    [{ calendar: 'solar', month: 2, day: 29, year: 2000 }, true],
    [{ calendar: 'solar', month: 2, day: 29, year: 2001 }, false],
    [{ calendar: 'solar', month: 13, day: 1 }, false],
    [{ calendar: 'solar', month: 11, day: 22, year: 2026 }, true],
    [{ calendar: 'solar', month: 11, day: 23, year: 2026 }, false],
    [{ calendar: 'solar', month: 6, day: 1, isLeap: true }, false],
    [{ calendar: 'lunar', month: 12, day: 30 }, true],
    [{ calendar: 'lunar', month: 12, day: 31 }, false],
    [{ calendar: 'lunar', month: 12, day: 30, year: 2025 }, false],
    [{ calendar: 'lunar', month: 6, day: 1, isLeap: true, year: 2025 }, true],
    [{ calendar: 'lunar', month: 6, day: 1, isLeap: true, year: 2024 }, false],
    // The 10th lunar month of 2026, day 14, is today.
    [{ calendar: 'lunar', month: 10, day: 14, year: 2026 }, true],
    [{ calendar: 'lunar', month: 10, day: 15, year: 2026 }, false],
  ])('%j → %s', (birthday, exists) => {
    expect(isBirthday(birthday, TODAY)).toBe(exists)
  })
})

describe('nextBirthday', () => {
  it.each<[Birthday, string, string]>([
    [{ calendar: 'solar', month: 11, day: 22 }, TODAY, '2026-11-22'],
    [{ calendar: 'solar', month: 11, day: 21 }, TODAY, '2027-11-21'],
    [{ calendar: 'solar', month: 2, day: 29 }, TODAY, '2027-02-28'],
    [{ calendar: 'solar', month: 2, day: 29 }, '2027-12-01', '2028-02-29'],
    [{ calendar: 'lunar', month: 10, day: 14 }, TODAY, '2026-11-22'],
    // Spring Festival of 2027, and the eve of it: the year before has no 30th, so the 29th stands for it.
    [{ calendar: 'lunar', month: 1, day: 1 }, TODAY, '2027-02-06'],
    [{ calendar: 'lunar', month: 12, day: 30 }, TODAY, '2027-02-05'],
    // Between 1 January and the new lunar year the lunar year is still the old one.
    [{ calendar: 'lunar', month: 12, day: 8 }, '2027-01-01', '2027-01-15'],
    // 2025 has a leap sixth month (from 25 July); 2026 has none, so the plain month counts.
    [{ calendar: 'lunar', month: 6, day: 1, isLeap: true }, '2025-01-01', '2025-07-25'],
    [{ calendar: 'lunar', month: 6, day: 1, isLeap: false }, '2025-01-01', '2025-06-25'],
    [{ calendar: 'lunar', month: 6, day: 1, isLeap: true }, '2026-01-01', '2026-07-14'],
  ])('%j seen on %s is on %s', (birthday, today, on) => {
    expect(nextBirthday(birthday, today)).toBe(on)
  })
})

describe('phones', () => {
  it('are kept in one form', () => {
    expect(parsePhone('１３８ 1234-5678')?.e164).toBe('+8613812345678')
    expect(parsePhone('+852 9123 4567')).toEqual({ e164: '+85291234567', national: '91234567', country: 'HK' })
  })

  it.each(['12345', '021-38001380', 'abc', '', '14001380000000'])('%j is no mobile number', (text) => {
    expect(parsePhone(text)).toBeNull()
  })

  it('are shown in full or masked', () => {
    expect(showPhone('+8613812345678')).toBe('13812345678')
    expect(showPhone('+85291234567')).toBe('+85291234567')
    expect(maskPhone('+8613812345678')).toBe('138****5678')
    expect(maskPhone('+85291234567')).toBe('****4567')
  })
})
