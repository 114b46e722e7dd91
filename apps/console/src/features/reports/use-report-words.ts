import { useTranslation } from 'react-i18next'
import type { DayReport } from './day-reports.ts'

/** Where the words of a report's values stand, where other pages have them already. */
function shelfOf(report: DayReport, dim: string): string | null {
  if (dim === 'tender') return 'trade:tender'
  if (dim === 'role') return 'trade:shareRole'
  if (dim === 'age') return 'reports:age'
  if (dim === 'kind') return report === 'prepaid' ? 'trade:lotKind' : report === 'returns' ? 'trade:refundKind' : 'trade:lineKind'
  if (dim === 'reason') return report === 'returns' ? 'trade:refundReason' : null
  return ['nature', 'use', 'place', 'guest', 'flow', 'cause', 'unit'].includes(dim) ? `dayReports:value.${dim}` : null
}

interface Worded {
  key: Readonly<Record<string, string | null>>
  labels: Readonly<Record<string, string | null>>
}

/** A value of a report in the reader's language. */
export function useReportWords(report: DayReport): (dim: string, of: Worded) => string {
  const { t, i18n } = useTranslation(['dayReports', 'trade', 'reports'])
  return (dim, { key, labels }) => {
    const value = key[dim]
    if (value === null || value === undefined || value === '') return t(`dayReports:none.${dim}`, { defaultValue: '—' })
    if (dim in labels) return labels[dim] ?? value
    if (dim === 'hour') return `${value}:00`
    if (dim === 'day') return dayText(value, i18n.language)
    // A debt of prepaid money given back is a document of its own kind among lines.
    if (dim === 'kind' && value === 'prepaid_refund') return t('trade:refundKind.prepaid_refund')
    const shelf = shelfOf(report, dim)
    return shelf === null ? value : t(`${shelf}.${value}`, { defaultValue: value })
  }
}

/** A business day with its weekday, the same wherever the reader sits. */
export function dayText(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { month: 'numeric', day: 'numeric', weekday: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
}
