import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { CatalogItem, Quote, StaffRow } from '@yunbin/api-client'
import {
  createContext,
  type Dispatch,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react'
import { uuidv7 } from '../../lib/ids.ts'
import { useDrawer } from '../shifts/use-drawer.ts'
import { cartOf, type DeskAction, type DeskState, deskReducer, newDesk } from './cart.ts'
import { recallDesk, rememberDesk, rememberLast } from './desk-memory.ts'
import { byCraft } from './performers.ts'
import { catalogQuery, performersQuery } from './queries.ts'
import { type Quoted, useQuote } from './use-quote.ts'

export type Dialog =
  | { kind: 'quantity' | 'performer' | 'settlement'; key: string }
  | { kind: 'discount'; key: string | null }
  | { kind: 'amount'; of: 'top_up' | 'tip' }
  | { kind: 'deposit'; key: string | null }
  | { kind: 'enrol'; text: string }
  | { kind: 'terms' }
  | { kind: 'approval' }
  | { kind: 'proof'; needs: NonNullable<Quote['needsProof']> }
  | { kind: 'setPin' }
  | { kind: 'hold' }
  | { kind: 'held' }
  | { kind: 'drawer' }
  | { kind: 'keys' }
  | { kind: 'receipt'; ticketId: string }

export interface Sold {
  ticket: { id: string; number: string | null }
  memberId: string | null
  quote: Quote
}

export interface Proof {
  id: string
  memberId: string
  limitFen: number
}

export interface Desk {
  storeId: string
  /** The till this device stands at; null before the store's first one was made. */
  tillId: string | null
  state: DeskState
  dispatch: Dispatch<DeskAction>
  undo: () => void
  canUndo: boolean
  items: readonly CatalogItem[]
  itemById: ReadonlyMap<string, CatalogItem>
  staff: readonly StaffRow[]
  staffById: ReadonlyMap<string, StaffRow>
  catalog: { isPending: boolean; error: unknown; categories: readonly { id: string; name: string }[] }
  /** The cart priced, paid the way that costs the member least. */
  plan: Quoted
  mode: 'sell' | 'pay' | 'done'
  setMode: (mode: 'sell' | 'pay') => void
  /** What was just sold: the server's ticket and the quote it was sold by. */
  completed: Sold | null
  finish: (ticket: Sold['ticket'], quote: Quote) => void
  /** The holder's consent to spending from the card, given for this bill. */
  proof: Proof | null
  setProof: (proof: Proof | null) => void
  startNew: () => void
  /** The cart was held on the server; the desk is free for the next customer. */
  putAside: () => void
  dialog: Dialog | null
  open: (dialog: Dialog) => void
  close: () => void
  input: RefObject<HTMLInputElement | null>
  /** The open payment; it takes the focus back when a dialog over it closes. */
  panel: RefObject<HTMLElement | null>
  focusInput: () => void
}

const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('useDesk needs the desk around it')
  return desk
}

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

export function DeskProvider({ storeId, children }: { storeId: string; children: ReactNode }) {
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const { input, panel, focusInput, focusBack } = useFocus()
  const { history, send, mode, setMode, completed, startNew, putAside, finish, proof, setProof } = useBill(focusInput, setDialog)
  const state = history.now
  const { tillId } = useDrawer(storeId)
  const plan = useQuote(useMemo(() => cartOf(state, { storeId, tillId }), [state, storeId, tillId]))
  const goods = useGoods(storeId)
  const close = useCallback(() => {
    setDialog(null)
    focusBack()
  }, [focusBack])

  const desk = useMemo<Desk>(
    () => ({
      storeId,
      tillId,
      state,
      dispatch: send,
      undo: () => send({ type: 'undo' }),
      canUndo: history.past.length > 0,
      ...goods,
      plan,
      mode: completed ? 'done' : mode,
      setMode,
      completed,
      finish,
      proof,
      setProof,
      startNew,
      putAside,
      dialog,
      open: setDialog,
      close,
      input,
      panel,
      focusInput,
    }),
    [
      storeId,
      tillId,
      state,
      send,
      setMode,
      history.past.length,
      goods,
      plan,
      mode,
      completed,
      finish,
      proof,
      setProof,
      startNew,
      putAside,
      dialog,
      close,
      input,
      panel,
      focusInput,
    ],
  )
  return <DeskContext value={desk}>{children}</DeskContext>
}

/** One bill after another: what is on the desk, whether it is being paid, and what was just sold. */
function useBill(focusInput: () => void, setDialog: (dialog: Dialog | null) => void) {
  const queryClient = useQueryClient()
  const [history, send] = useReducer(historyReducer, null, () => ({ now: recallDesk(uuidv7), past: [] }))
  const [mode, setMode] = useState<'sell' | 'pay'>('sell')
  const [completed, setCompleted] = useState<Sold | null>(null)
  const [proof, setProof] = useState<Proof | null>(null)
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
      setCompleted({ ticket, quote, memberId: history.now.memberId })
      setProof(null)
      setDialog(null)
      send({ type: 'settled', ticketId: uuidv7() })
      // Removed, not asked again: the panel that is just closing would price a bill whose money is spent.
      queryClient.removeQueries({ queryKey: ['quote'] })
      for (const key of ['wallet', 'member', 'tickets', 'member-search', 'shifts', 'credit-accounts', 'deposits'])
        void queryClient.invalidateQueries({ queryKey: [key], refetchType: 'active' })
    },
    [queryClient, setDialog, history.now.memberId],
  )
  return { history, send, mode, setMode, completed, startNew, putAside, finish, proof, setProof }
}

/** Where the next key stroke goes; it never gets lost when something closes. */
function useFocus() {
  const input = useRef<HTMLInputElement>(null)
  const panel = useRef<HTMLElement>(null)
  const focusInput = useCallback(() => requestAnimationFrame(() => input.current?.focus()), [])
  const focusBack = useCallback(() => {
    requestAnimationFrame(() => {
      // Over a payment the amount being typed comes before the panel around it.
      const amount = panel.current?.querySelector<HTMLElement>('[data-outside] input')
      ;(amount ?? panel.current ?? input.current)?.focus()
    })
  }, [])
  return { input, panel, focusInput, focusBack }
}

function useGoods(storeId: string): Pick<Desk, 'items' | 'itemById' | 'staff' | 'staffById' | 'catalog'> {
  const catalog = useQuery(catalogQuery(storeId))
  const performers = useQuery(performersQuery(storeId))
  return useMemo(() => {
    const items = catalog.data?.items ?? []
    const staff = byCraft((performers.data?.items ?? []).filter((s) => s.isActive))
    return {
      items,
      itemById: new Map(items.map((i) => [i.id, i])),
      staff,
      staffById: new Map(staff.map((s) => [s.id, s])),
      catalog: { isPending: catalog.isPending, error: catalog.error ?? performers.error, categories: catalog.data?.categories ?? [] },
    }
  }, [catalog.data, catalog.isPending, catalog.error, performers.data, performers.error])
}
