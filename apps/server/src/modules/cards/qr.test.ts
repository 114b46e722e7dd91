import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Keyring } from '../../platform/crypto.ts'
import { paymentChannelOf, readGiftCode } from './codes.ts'
import { looksLikeQr, phoneQr, printedQr, readQr } from './qr.ts'

const keysOf = (brand: string) => new Keyring(brand, Buffer.alloc(32, 3))
const keys = keysOf('brand-a')
const now = Temporal.Instant.from('2026-11-22T02:00:30Z')
const face = fc.record({ cardNo: fc.integer({ min: 1, max: 2 ** 40 - 1 }), qrVersion: fc.integer({ min: 1, max: 255 }) })

describe('the QR of a card', () => {
  it('is read back, and is never a payment code or a gift card code', () => {
    fc.assert(
      fc.property(face, (card) => {
        const printed = printedQr(keys, card)
        const phone = phoneQr(keys, card, now).text
        expect(readQr(keys, printed.toLowerCase(), now)).toEqual({ ok: true, face: card, isPhone: false })
        expect(readQr(keys, phone, now)).toEqual({ ok: true, face: card, isPhone: true })
        for (const text of [printed, phone]) {
          expect([looksLikeQr(text), paymentChannelOf(text), readGiftCode(text), text[0]]).toEqual([true, null, null, 'M'])
        }
      }),
    )
  })

  it('made by nobody, by another brand, or changed in any character is a counterfeit', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    fc.assert(
      fc.property(face, fc.integer({ min: 2, max: 27 }), fc.integer({ min: 1, max: 31 }), (card, at, by) => {
        const text = printedQr(keys, card)
        const changed = [...text].map((c, i) => (i === at ? alphabet[(alphabet.indexOf(c) + by) % 32] : c)).join('')
        expect(readQr(keys, changed, now)).toEqual({ ok: false, why: 'counterfeit' })
        expect(readQr(keysOf('brand-b'), text, now)).toEqual({ ok: false, why: 'counterfeit' })
      }),
    )
    fc.assert(
      fc.property(fc.stringMatching(/^M[SR][0-9A-HJKMNP-TV-Z]{26,32}$/), (text) => {
        expect(readQr(keys, text, now)).toEqual({ ok: false, why: 'counterfeit' })
      }),
    )
    // A phone's code is no printed one with its time cut off.
    expect(readQr(keys, `MS${phoneQr(keys, { cardNo: 1, qrVersion: 1 }, now).text.slice(2, 28)}`, now)).toMatchObject({ ok: false })
  })

  it('on a phone lasts for its minute and the next', () => {
    const { text, showUntil } = phoneQr(keys, { cardNo: 7, qrVersion: 1 }, now)
    expect(showUntil.toString()).toBe('2026-11-22T02:01:00Z')
    const after = (seconds: number) => readQr(keys, text, now.add({ seconds }))
    expect(after(29)).toMatchObject({ ok: true })
    expect(after(89)).toMatchObject({ ok: true })
    expect(after(90)).toEqual({ ok: false, why: 'stale' })
    expect(after(-31)).toEqual({ ok: false, why: 'stale' })
  })
})
