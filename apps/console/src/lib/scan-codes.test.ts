import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as theirs from '../../../server/src/workflows/scan/codes.ts'
import * as ours from './scan-codes.ts'

test('browser and server tell codes apart in the same way', () => {
  expect(ours.PAYMENT_CODES).toEqual(theirs.PAYMENT_CODES)
  expect([ours.BILL_CODE, ours.MEMBER_CODE, ours.GOODS_CODE]).toEqual([theirs.BILL_CODE, theirs.MEMBER_CODE, theirs.GOODS_CODE])
  const code = fc.oneof(
    fc.stringMatching(/^\d{4,26}$/),
    fc.stringMatching(/^[RM]?[0-9A-Z]{1,6}-\d{6}-\d{4}$/),
    fc.stringMatching(/^M?[0-9a-zA-Z-]{1,40}$/),
    fc.string(),
  )
  fc.assert(
    fc.property(code, (text) => {
      expect(ours.recogniseCode(text)).toEqual(theirs.recogniseCode(text))
    }),
    { numRuns: 1000 },
  )
})

test('no code is of two kinds: one that pays is never looked up as anything', () => {
  const pays = fc.oneof(fc.stringMatching(/^1[0-5]\d{16}$/), fc.stringMatching(/^2[5-9]\d{14,22}$/), fc.stringMatching(/^62\d{17}$/))
  fc.assert(
    fc.property(pays, (text) => {
      expect(ours.recogniseCode(text).kind).toBe('payment')
      expect(ours.BILL_CODE.test(text) || ours.MEMBER_CODE.test(text)).toBe(false)
    }),
  )
  fc.assert(
    fc.property(fc.stringMatching(/^M[0-9A-Z]{5,60}$/), (text) => {
      expect(ours.recogniseCode(text)).toEqual({ kind: 'member', code: text })
    }),
  )
})
