import { expect, test } from 'vitest'
import { draftOf, lineOf, mostOf, problemsOf } from './deposit-draft.ts'

const TODAY = '2026-11-22'
const empty = draftOf(undefined)
const bride = { ...empty, purpose: '新娘造型', amount: '200', name: '路人甲', phone: '138 0013 8000' }

test('somebody who is no member leaves a name; a member needs none', () => {
  expect(problemsOf(empty, false, TODAY)).toEqual({ name: 'nameMissing', purpose: 'purposeMissing', amount: 'amountMissing' })
  expect(problemsOf({ ...bride, name: '' }, true, TODAY)).toEqual({})
  expect(problemsOf({ ...bride, phone: '一三八' }, false, TODAY)).toEqual({ phone: 'phoneWrong' })
  expect(lineOf(bride, true).deposit.contact).toBeUndefined()
  expect(lineOf(bride, false)).toEqual({
    amountFen: 20_000,
    deposit: { kind: 'advance', purpose: '新娘造型', contact: { name: '路人甲', phone: '138 0013 8000' } },
  })
})

test('earnest money needs the agreed price and is a fifth of it at most', () => {
  const earnest = { ...bride, kind: 'earnest' as const, amount: '200.01' }
  expect(mostOf(earnest)).toBeNull()
  expect(problemsOf(earnest, false, TODAY)).toEqual({ contract: 'contractMissing' })
  const priced = { ...earnest, contract: '1000' }
  expect(mostOf(priced)).toBe(20_000)
  expect(problemsOf(priced, false, TODAY)).toEqual({ amount: 'amountTooMuch' })
  expect(problemsOf({ ...priced, amount: '200' }, false, TODAY)).toEqual({})
  expect(problemsOf({ ...priced, kind: 'advance' }, false, TODAY)).toEqual({})
})

test('the day may be today, and not before; a price that is no price is said', () => {
  expect(problemsOf({ ...bride, dueOn: '2026-11-21' }, false, TODAY)).toEqual({ dueOn: 'duePast' })
  expect(problemsOf({ ...bride, dueOn: TODAY, contract: '一千' }, false, TODAY)).toEqual({ contract: 'contractMissing' })
})

test('a line opened again stands as it was said', () => {
  const draft = { ...bride, kind: 'earnest' as const, dueOn: '2026-12-24', contract: '1000.50', amount: '128.50' }
  expect(draftOf(lineOf(draft, false))).toEqual(draft)
})
