import type { TFunction } from 'i18next'
import { formatFen } from '../../lib/money.ts'

export interface DetailRow {
  key: string
  label: string
  text: string
}

/** Where the words for the codes of a detail stand. */
const CODES: Readonly<Record<string, string>> = {
  abilities: 'roles:ability',
  act: 'audit:act',
  channel: 'memberfile:consent.channel',
  code: 'shifts:code',
  facts: 'memberfile:rules.facts',
  factor: 'account:proof',
  form: 'cards:form',
  method: 'contracts:method',
  position: 'trade:position',
  purpose: 'memberfile:consent.purpose',
  reasonCode: 'trade:refundReason',
  resolution: 'printing:resolution',
  spendOrder: 'trade:spendOrder',
  subject: 'memberfile:fields.subject',
  visibleTo: 'memberfile:fields.visible',
}
/** Texts that an entry may need: they are loaded with it. */
export const DETAIL_TEXTS = [
  'audit',
  'common',
  'roles',
  'account',
  'cards',
  'contracts',
  'memberfile',
  'printing',
  'shifts',
  'trade',
] as const

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What an entry says beside its subject: amounts as money, shares as percent, whom and what it names as they are called, the rest as it stands. */
export function detailRows(t: TFunction, detail: Record<string, unknown>, names: Readonly<Record<string, string>>): DetailRow[] {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => ({ key, label: t(`audit:detail.${key}`, { defaultValue: key }), text: textOf(t, key, value, names) }))
}

function textOf(t: TFunction, key: string, value: unknown, names: Readonly<Record<string, string>>): string {
  if (typeof value === 'number' && key.endsWith('Fen')) return formatFen(value)
  if (typeof value === 'number' && key.endsWith('Bp')) return `${value / 100} %`
  if (typeof value === 'boolean') return t(value ? 'audit:yes' : 'audit:no')
  // What nobody has a name for is told apart by its end.
  if (typeof value === 'string' && ID.test(value)) return names[value] ?? `…${value.slice(-6)}`
  if (typeof value === 'string') return t(`${CODES[key] ?? 'common:role'}.${value}`, { defaultValue: value })
  if (Array.isArray(value)) return value.map((item) => textOf(t, key, item, names)).join('、')
  if (typeof value === 'object' && value !== null) {
    const inner = Object.entries(value).filter(([, v]) => v !== null)
    return inner.map(([k, v]) => `${t(`audit:detail.${k}`, { defaultValue: k })} ${textOf(t, k, v, names)}`).join('，')
  }
  return String(value)
}
