import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasCheckDigit } from '../../../test/factories/check-digit.ts'
import {
  cardNumberOf,
  foldNumber,
  fromBase32,
  GIFT_CODE,
  giftCodeOf,
  groupGiftCode,
  groupNumber,
  paymentChannelOf,
  readGiftCode,
  toBase32,
} from './codes.ts'

const pattern = fc.record({ prefix: fc.stringMatching(/^[0-9A-Z]{0,4}$/), digits: fc.integer({ min: 5, max: 10 }) })

describe('numbers of cards', () => {
  it('run on behind the prefix, with a check digit', () => {
    expect(cardNumberOf({ prefix: '8', digits: 8 }, 1)).toBe('8000000011')
    expect(cardNumberOf({ prefix: 'YB', digits: 6 }, 123)).toMatch(/^YB000123\d$/)
    expect(groupNumber('8000000011')).toBe('8000 0000 11')
    expect(foldNumber(' 8000-0000 11 ')).toBe('8000000011')
    // Full width, as some keyboards type it.
    expect(foldNumber('ｙｂ０１２')).toBe('YB012')
  })

  it('are never taken for a payment code, whatever the pattern', () => {
    fc.assert(
      fc.property(pattern, fc.nat(99_999), (p, running) => {
        const number = cardNumberOf(p, running)
        expect(hasCheckDigit(number)).toBe(true)
        expect(paymentChannelOf(number)).toBeNull()
      }),
    )
  })

  it('show one wrong digit', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999), fc.nat(8), fc.integer({ min: 1, max: 9 }), (running, at, by) => {
        const number = cardNumberOf({ prefix: '8', digits: 8 }, running)
        const wrong = [...number].map((c, i) => (i === at ? String((Number(c) + by) % 10) : c)).join('')
        expect(hasCheckDigit(wrong)).toBe(false)
      }),
    )
  })
})

describe('base 32', () => {
  it('comes back as it was, and in one way only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(fromBase32(toBase32(bytes))).toEqual(Buffer.from(bytes))
      }),
    )
    // Spare bits that are not zero would be a second way to write the same bytes.
    expect(toBase32(Buffer.from([255]))).toBe('ZW')
    expect([fromBase32('ZX'), fromBase32('Z!'), fromBase32('ZWZ')]).toEqual([null, null, null])
  })
})

describe('codes of gift cards', () => {
  const secret = fc.uint8Array({ minLength: 32, maxLength: 32 })

  it('are 16 characters with a check character, read however people write them', () => {
    fc.assert(
      fc.property(secret, (bytes) => {
        const code = giftCodeOf(bytes)
        expect(code).toMatch(GIFT_CODE)
        expect(paymentChannelOf(code)).toBeNull()
        expect(readGiftCode(` ${groupGiftCode(code).toLowerCase()} `)).toBe(code)
        expect(readGiftCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code)
      }),
    )
  })

  it('show a mistyped character before anybody looks for them', () => {
    fc.assert(
      fc.property(secret, fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 31 }), (bytes, at, by) => {
        const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
        const wrong = [...giftCodeOf(bytes)].map((c, i) => (i === at ? alphabet[(alphabet.indexOf(c) + by) % 32] : c)).join('')
        expect(readGiftCode(wrong)).toBeNull()
      }),
    )
  })
})

describe('payment codes', () => {
  it.each([
    ['134567890123456789', 'wechat'],
    ['284567890123456789', 'alipay'],
    ['3012345678901234', 'alipay'],
    ['6212345678901234567', 'unionpay'],
    [' 134567890123456789\n', 'wechat'],
    ['164567890123456789', null],
    ['13456789012345678', null],
    ['6901234567892', null],
    ['13800138000', null],
  ])('%j is of %s', (text, channel) => {
    expect(paymentChannelOf(text)).toBe(channel)
  })
})
