import { expect, test } from 'vitest'
import { type Condition, conditionOf, draftsOf, facts, newCondition } from './rule-draft.ts'

const whole: Condition[] = [
  { fact: 'visits', op: 'at_most', days: 30, value: 0 },
  { fact: 'spend', op: 'at_least', days: 365, valueFen: 300_050 },
  { fact: 'last_visit', op: 'at_least', days: 90 },
  { fact: 'birthday', days: 0 },
  { fact: 'joined', op: 'at_most', days: 30 },
  { fact: 'balance', op: 'at_least', valueFen: 100_000 },
  { fact: 'pass_expiring', days: 14 },
  { fact: 'level', levelIds: ['l1'] },
  { fact: 'store', storeIds: ['s1', 's2'] },
]

test('a condition is the same after it stood in the form', () => {
  expect(draftsOf(whole).map(conditionOf)).toEqual(whole)
})

test('every kind begins whole but those that name something', () => {
  expect(facts.filter((fact) => conditionOf(newCondition(0, fact)) === null)).toEqual(['level', 'store'])
})

test('a condition that is not whole is none', () => {
  expect(conditionOf({ ...newCondition(0, 'spend'), value: 'viel' })).toBeNull()
  expect(conditionOf({ ...newCondition(0, 'visits'), days: '' })).toBeNull()
  expect(conditionOf({ ...newCondition(0, 'birthday'), days: '90' })).toBeNull()
})
