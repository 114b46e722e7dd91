import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paymentChannelOf } from '../../modules/cards/index.ts'
import { PAYMENT_CODES, recogniseCode } from './codes.ts'

const digits = (min: number, max = min) => fc.stringMatching(new RegExp(`^\\d{${min},${max}}$`))
const payment = fc.oneof(
  fc.tuple(fc.integer({ min: 10, max: 15 }), digits(16)).map((p) => p.join('')),
  fc.tuple(fc.integer({ min: 25, max: 30 }), digits(14, 22)).map((p) => p.join('')),
  digits(17).map((rest) => `62${rest}`),
)

describe('a scanned code', () => {
  it('is what it looks like', () => {
    expect(recogniseCode('134567890123456789')).toEqual({ kind: 'payment', purse: 'wechat' })
    expect(recogniseCode('281234567890123456')).toEqual({ kind: 'payment', purse: 'alipay' })
    expect(recogniseCode('6212345678901234567')).toEqual({ kind: 'payment', purse: 'unionpay' })
    expect(recogniseCode('01-261122-0003')).toEqual({ kind: 'bill', number: '01-261122-0003' })
    expect(recogniseCode('R01-261122-0001')).toEqual({ kind: 'bill', number: 'R01-261122-0001' })
    expect(recogniseCode('M000123')).toEqual({ kind: 'member', code: 'M000123' })
    expect(recogniseCode('mk7q2zt9xw4v')).toEqual({ kind: 'member', code: 'MK7Q2ZT9XW4V' })
    expect(recogniseCode(' 6901234567892 ')).toEqual({ kind: 'goods', code: '6901234567892' })
    for (const text of ['', 'abc', '你好', 'https://example.cn']) expect(recogniseCode(text)).toEqual({ kind: 'unknown' })
  })

  it('that pays is never anything else, and nothing else is taken for one that pays', () => {
    fc.assert(
      fc.property(payment, (code) => recogniseCode(code).kind === 'payment'),
      { numRuns: 500 },
    )
    const goods = fc.oneof(digits(8), digits(12, 14), fc.stringMatching(/^[A-Z][0-9A-Z-]{3,20}$/))
    fc.assert(
      fc.property(goods, (code) => recogniseCode(code).kind !== 'payment'),
      { numRuns: 500 },
    )
  })

  it('that pays is the same to the room that gives cards their numbers', () => {
    fc.assert(
      fc.property(fc.oneof(payment, digits(6, 26)), (code) => {
        const seen = recogniseCode(code)
        return paymentChannelOf(code) === (seen.kind === 'payment' ? seen.purse : null)
      }),
      { numRuns: 500 },
    )
  })

  it('belongs to one purse at most', () => {
    fc.assert(
      fc.property(
        fc.oneof(payment, digits(16, 24)),
        (code) => Object.values(PAYMENT_CODES).filter((pattern) => pattern.test(code)).length <= 1,
      ),
      { numRuns: 500 },
    )
  })
})
