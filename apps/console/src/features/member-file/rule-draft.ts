import { parseYuan } from '../../lib/money.ts'
import type { Schema } from '../../lib/schema.ts'

export type Condition = Schema<'TagCondition'>
export type TagRule = Schema<'TagRule'>
export const facts = ['last_visit', 'visits', 'spend', 'birthday', 'joined', 'level', 'store', 'balance', 'pass_expiring'] as const
export type Fact = (typeof facts)[number]

/** One condition as typed. */
export interface ConditionDraft {
  key: number
  fact: Fact
  op: 'at_least' | 'at_most'
  days: string
  /** A number of visits, or yuan. */
  value: string
  ids: string[]
}

const DEFAULTS: Record<Fact, Partial<ConditionDraft>> = {
  last_visit: { op: 'at_least', days: '90' },
  visits: { op: 'at_least', days: '90', value: '5' },
  spend: { op: 'at_least', days: '365', value: '3000' },
  birthday: { days: '7' },
  joined: { op: 'at_most', days: '30' },
  level: {},
  store: {},
  balance: { op: 'at_least', value: '1000' },
  pass_expiring: { days: '30' },
}

export function newCondition(key: number, fact: Fact): ConditionDraft {
  return { key, fact, op: 'at_least', days: '', value: '', ids: [], ...DEFAULTS[fact] }
}

export const needs = {
  op: (fact: Fact) => ['last_visit', 'visits', 'spend', 'joined', 'balance'].includes(fact),
  days: (fact: Fact) => ['last_visit', 'visits', 'spend', 'birthday', 'joined', 'pass_expiring'].includes(fact),
  count: (fact: Fact) => fact === 'visits',
  money: (fact: Fact) => fact === 'spend' || fact === 'balance',
  ids: (fact: Fact) => fact === 'level' || fact === 'store',
}

export function draftsOf(conditions: readonly Condition[]): ConditionDraft[] {
  return conditions.map((c, key) => ({
    ...newCondition(key, c.fact),
    ...('op' in c ? { op: c.op } : {}),
    ...('days' in c ? { days: String(c.days) } : {}),
    ...('value' in c ? { value: String(c.value) } : {}),
    ...('valueFen' in c ? { value: String(c.valueFen / 100) } : {}),
    ...(c.fact === 'level' ? { ids: c.levelIds } : c.fact === 'store' ? { ids: c.storeIds } : {}),
  }))
}

/** The condition as the server takes it, or null while it is not whole. */
export function conditionOf({ fact, op, days: daysText, value, ids }: ConditionDraft): Condition | null {
  const days = /^\d+$/.test(daysText) ? Number(daysText) : null
  const fen = parseYuan(value)
  const count = /^\d+$/.test(value) ? Number(value) : null
  switch (fact) {
    case 'visits':
      return days && count !== null ? { fact, op, days, value: count } : null
    case 'spend':
      return days && fen !== null ? { fact, op, days, valueFen: fen } : null
    case 'last_visit':
    case 'joined':
      return days ? { fact, op, days } : null
    case 'birthday':
      return days !== null && days <= 60 ? { fact, days } : null
    case 'pass_expiring':
      return days ? { fact, days } : null
    case 'balance':
      return fen !== null ? { fact, op, valueFen: fen } : null
    case 'level':
      return ids.length > 0 ? { fact, levelIds: ids } : null
    case 'store':
      return ids.length > 0 ? { fact, storeIds: ids } : null
  }
}
