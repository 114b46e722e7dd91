import { useQueryClient } from '@tanstack/react-query'
import type { Quote } from '@yunbin/api-client'
import { useCallback, useEffect, useReducer, useState } from 'react'
import { uuidv7 } from '../../lib/ids.ts'
import { type DeskAction, type DeskState, deskReducer, newDesk } from './cart.ts'
import type { Dialog, Sold } from './desk-context.tsx'
import { recallDesk, rememberDesk, rememberLast } from './desk-memory.ts'
import type { KeptSplit } from './kept-split.ts'
import type { Proof } from './proofs.ts'
import { asPlanned, type PayChoice } from './tenders.ts'

interface History {
  now: DeskState
  past: readonly DeskState[]
}
type HistoryAction = DeskAction | { type: 'undo' } | { type: 'settled'; ticketId: string }

const FAR = 40

/** Selecting a line is not worth undoing; everything else is, also a cart that was cleared. */
function historyReducer(history: History, action: HistoryAction): History {
  if (action.type === 'undo') {
    const before = history.past.at(-1)
    return before ? { now: before, past: history.past.slice(0, -1) } : history
  }
  // What was sold or put aside is no longer this desk's: undo must not bring it back.
  if (action.type === 'settled') return { now: newDesk(action.ticketId), past: [] }
  const now = deskReducer(history.now, action)
  if (now === history.now) return history
  const minor = action.type === 'select' || action.type === 'selectNext' || action.type === 'restore'
  return { now, past: minor ? history.past : [...history.past.slice(-FAR), history.now] }
}

/** One bill after another: what is on the desk, whether it is being paid, and what was just sold. */
export function useBill(focusInput: () => void, setDialog: (dialog: Dialog | null) => void) {
  const queryClient = useQueryClient()
  const [history, send] = useReducer(historyReducer, null, () => ({ now: recallDesk(uuidv7), past: [] }))
  const [mode, setMode] = useState<'sell' | 'pay'>('sell')
  const [completed, setCompleted] = useState<Sold | null>(null)
  const [proofs, setProofs] = useState<readonly Proof[]>([])
  const pay = usePayChoice(history.now.ticketId)
  useEffect(() => rememberDesk(history.now), [history.now])

  const isDone = completed !== null
  const startNew = useCallback(() => {
    if (!isDone) send({ type: 'new', ticketId: uuidv7() })
    setCompleted(null)
    setMode('sell')
    focusInput()
  }, [focusInput, isDone])

  const putAside = useCallback(() => {
    send({ type: 'settled', ticketId: uuidv7() })
    setMode('sell')
    void queryClient.invalidateQueries({ queryKey: ['tickets'] })
  }, [queryClient])

  const finish = useCallback(
    (ticket: Sold['ticket'], quote: Quote) => {
      rememberLast(ticket.id)
      setCompleted({ ticket, quote, memberId: history.now.memberId, choice: pay.choice })
      setProofs([])
      setDialog(null)
      send({ type: 'settled', ticketId: uuidv7() })
      // Removed, not asked again: the panel that is just closing would price a bill whose money is spent.
      queryClient.removeQueries({ queryKey: ['quote'] })
      for (const key of ['wallet', 'member', 'tickets', 'member-search', 'shifts', 'credit-accounts', 'deposits'])
        void queryClient.invalidateQueries({ queryKey: [key], refetchType: 'active' })
    },
    [queryClient, setDialog, history.now.memberId, pay.choice],
  )
  return { history, send, mode, setMode, completed, startNew, putAside, finish, proofs, setProofs, ...pay }
}

interface Kept {
  ticketId: string
  choice: PayChoice
  split: KeptSplit | null
}

/** How the bill on the desk is paid, as far as it was said; it stays while something is added to the bill, and ends with it. */
function usePayChoice(ticketId: string) {
  const [kept, setKept] = useState<Kept>({ ticketId, choice: asPlanned, split: null })
  const now = kept.ticketId === ticketId ? kept : { choice: asPlanned, split: null }
  const { split } = now
  /** Left out, the split stays that the rows came from. */
  const setChoice = useCallback(
    (choice: PayChoice, of: KeptSplit | null = split) => setKept({ ticketId, choice, split: of }),
    [ticketId, split],
  )
  return { choice: now.choice, split, setChoice }
}
