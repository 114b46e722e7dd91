import { useTranslation } from 'react-i18next'
import { Tag, type Tone } from '../../components/page-body.tsx'
import type { Schema } from '../../lib/schema.ts'

const tones: Record<string, Tone> = { held: 'attention', completed: 'done', voided: 'danger', refunded: 'danger', partly: 'attention' }

/** Held, completed, voided; a completed bill also says how much of it went back. */
export function TicketState({ ticket }: { ticket: Pick<Schema<'TicketSummary'>, 'state' | 'totalFen' | 'refundedFen'> }) {
  const { t } = useTranslation('trade')
  const total = ticket.totalFen ?? 0
  const state =
    ticket.state === 'completed' && ticket.refundedFen > 0 ? (ticket.refundedFen >= total ? 'refunded' : 'partly') : ticket.state
  return <Tag tone={tones[state] ?? 'neutral'}>{t(`ticketState.${state}`)}</Tag>
}

/** Lines that the system names by their kind; all others carry the catalogue's name. */
const SYSTEM_NAMES = new Set(['tip', 'rounding', 'top_up', 'deposit', 'settlement', 'forfeit'])

export function useLineName(): (name: string) => string {
  const { t } = useTranslation('trade')
  return (name) => (SYSTEM_NAMES.has(name) ? t(`lineKind.${name}`) : name)
}
