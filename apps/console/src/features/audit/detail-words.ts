import type { TFunction } from 'i18next'
import { formatFen } from '../../lib/money.ts'

export interface DetailRow {
  key: string
  label: string
  text: string
}

/** What an entry says beside its subject: amounts as money, shares as percent, colleagues by name, the rest as it stands. */
export function detailRows(t: TFunction, detail: Record<string, unknown>, names: Readonly<Record<string, string>>): DetailRow[] {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => ({ key, label: t(`audit:detail.${key}`, { defaultValue: key }), text: textOf(t, key, value, names) }))
}

function textOf(t: TFunction, key: string, value: unknown, names: Readonly<Record<string, string>>): string {
  if (typeof value === 'number' && key.endsWith('Fen')) return formatFen(value)
  if (typeof value === 'number' && key.endsWith('Bp')) return `${value / 100} %`
  if (typeof value === 'boolean') return t(value ? 'audit:yes' : 'audit:no')
  if (typeof value === 'string' && key === 'abilities') return t(`roles:ability.${value}`, { defaultValue: value })
  if (typeof value === 'string') return names[value] ?? t(`common:role.${value}`, { defaultValue: value })
  if (Array.isArray(value)) return value.map((item) => textOf(t, key, item, names)).join('、')
  if (typeof value === 'object' && value !== null) {
    const inner = Object.entries(value).filter(([, v]) => v !== null)
    return inner.map(([k, v]) => `${t(`audit:detail.${k}`, { defaultValue: k })} ${textOf(t, k, v, names)}`).join('，')
  }
  return String(value)
}
