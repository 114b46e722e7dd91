import { type DeskState, newDesk } from './cart.ts'

/** The unsaved cart survives a reload of this tab; another tab is another till and has its own. */
const KEPT = 'yunbin.desk'
const LAST = 'yunbin.desk.last'

export function rememberDesk(state: DeskState): void {
  sessionStorage.setItem(KEPT, JSON.stringify(state))
}

export function recallDesk(newId: () => string): DeskState {
  return readDesk(sessionStorage.getItem(KEPT)) ?? newDesk(newId())
}

/** What was kept, if it still looks like a cart; an older console may have written another shape. */
export function readDesk(text: string | null): DeskState | null {
  if (!text) return null
  try {
    const kept: unknown = JSON.parse(text)
    if (typeof kept !== 'object' || kept === null) return null
    const state = { ...newDesk(''), ...kept }
    return typeof state.ticketId === 'string' && state.ticketId !== '' && Array.isArray(state.lines) ? state : null
  } catch {
    return null
  }
}

export function rememberLast(ticketId: string): void {
  sessionStorage.setItem(LAST, ticketId)
}

export function recallLast(): string | null {
  return sessionStorage.getItem(LAST)
}
