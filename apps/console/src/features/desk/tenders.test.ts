import type { QuoteTender } from '@yunbin/api-client'
import { expect, test } from 'vitest'
import { asPlanned, composeTenders, likelyNotes, outsideDue } from './tenders.ts'

const tender = (kind: QuoteTender['kind'], amountFen: number): QuoteTender => ({
  ordinal: 0,
  kind,
  amountFen,
  receivedFen: null,
  changeFen: null,
  reference: '',
  memberId: null,
  sourceId: null,
  originKind: null,
})
const plan = { tenders: [tender('pass', 19800), tender('stored_value', 3600)], dueFen: 5237 }

test('the plan as proposed stays the server’s own', () => {
  expect(composeTenders(plan, asPlanned)).toBe('auto')
})

test('one outside tender takes all that is left', () => {
  expect(composeTenders(plan, { storedValueFen: 'plan', outside: [{ kind: 'wechat', fen: null }] })).toEqual([
    { kind: 'stored_value', amountFen: 3600 },
    { kind: 'wechat', amountFen: 5237 },
  ])
})

test('exact cash leaves out what the shop rounds off', () => {
  expect(composeTenders(plan, { storedValueFen: 'plan', outside: [{ kind: 'cash', receivedFen: null }] }, 7)).toEqual([
    { kind: 'stored_value', amountFen: 3600 },
    { kind: 'cash', receivedFen: 5230 },
  ])
})

test('less stored value means more from outside, and no stored value names none', () => {
  expect(outsideDue(plan, { storedValueFen: 600, outside: [] })).toBe(8237)
  expect(
    composeTenders(plan, {
      storedValueFen: 0,
      outside: [
        { kind: 'alipay', fen: 5000 },
        { kind: 'cash', receivedFen: null },
      ],
    }),
  ).toEqual([
    { kind: 'alipay', amountFen: 5000 },
    { kind: 'cash', receivedFen: 3837 },
  ])
})

test('the notes offered are above the amount and differ', () => {
  expect(likelyNotes(5237)).toEqual([6000, 10000, 50000])
  expect(likelyNotes(10000)).toEqual([50000])
  expect(likelyNotes(0)).toEqual([])
})
