import { useQuery } from '@tanstack/react-query'
import type { CatalogItem, Quote, StaffRow } from '@yunbin/api-client'
import { createContext, type Dispatch, type ReactNode, type RefObject, useCallback, useContext, useMemo, useState } from 'react'
import { useDrawer } from '../shifts/use-drawer.ts'
import { cartOf, type DeskAction, type DeskState } from './cart.ts'
import type { KeptSplit } from './kept-split.ts'
import { byCraft } from './performers.ts'
import type { Needed, Proof } from './proofs.ts'
import { catalogQuery, performersQuery } from './queries.ts'
import type { PayChoice } from './tenders.ts'
import { useBill } from './use-bill.ts'
import { useFocus } from './use-focus.ts'
import { type Quoted, useQuote } from './use-quote.ts'

export type Dialog =
  | { kind: 'quantity' | 'performer' | 'whose' | 'settlement' | 'later'; key: string }
  | { kind: 'discount'; key: string | null }
  | { kind: 'amount'; of: 'top_up' | 'tip' }
  | { kind: 'deposit'; key: string | null }
  | { kind: 'enrol'; text: string }
  | { kind: 'terms'; memberId: string }
  | { kind: 'approval' }
  | ({ kind: 'proof' } & Needed)
  | { kind: 'setPin'; memberId: string }
  | { kind: 'payer' | 'account' | 'useDeposit' | 'split' }
  | { kind: 'hold' }
  | { kind: 'held' }
  | { kind: 'drawer' }
  | { kind: 'keys' }
  | { kind: 'receipt'; ticketId: string }

export interface Sold {
  ticket: { id: string; number: string | null }
  memberId: string | null
  quote: Quote
  /** The rows it was paid by: accounts and deposits are named there. */
  choice: PayChoice
}

export interface Desk {
  storeId: string
  /** The till this device stands at; null before the store's first one was made. */
  tillId: string | null
  /** That till with its shift, among the store's. */
  place: ReturnType<typeof useDrawer>
  state: DeskState
  dispatch: Dispatch<DeskAction>
  undo: () => void
  canUndo: boolean
  items: readonly CatalogItem[]
  itemById: ReadonlyMap<string, CatalogItem>
  staff: readonly StaffRow[]
  staffById: ReadonlyMap<string, StaffRow>
  catalog: {
    isPending: boolean
    isFetching: boolean
    error: unknown
    refetch: () => void
    categories: readonly { id: string; name: string }[]
  }
  /** The cart priced, paid the way that costs the member least. */
  plan: Quoted
  mode: 'sell' | 'pay' | 'done'
  setMode: (mode: 'sell' | 'pay') => void
  /** What was just sold: the server's ticket and the quote it was sold by. */
  completed: Sold | null
  finish: (ticket: Sold['ticket'], quote: Quote) => void
  /** The payers' consents to spending from their cards, given for this bill. */
  proofs: readonly Proof[]
  setProofs: Dispatch<(proofs: readonly Proof[]) => readonly Proof[]>
  /** How the bill is paid, as far as it was said. */
  choice: PayChoice
  setChoice: (choice: PayChoice, split?: KeptSplit | null) => void
  /** How the bill was shared, if its rows came from a split. */
  split: KeptSplit | null
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

export function DeskProvider({ storeId, children }: { storeId: string; children: ReactNode }) {
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const { input, panel, focusInput, focusBack } = useFocus()
  const { history, send, mode, setMode, completed, startNew, putAside, finish, proofs, setProofs, choice, setChoice, split } = useBill(
    focusInput,
    setDialog,
  )
  const state = history.now
  const place = useDrawer(storeId)
  const { tillId } = place
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
      place,
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
      proofs,
      setProofs,
      choice,
      setChoice,
      split,
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
      place,
      state,
      send,
      setMode,
      history.past.length,
      goods,
      plan,
      mode,
      completed,
      finish,
      proofs,
      setProofs,
      choice,
      setChoice,
      split,
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

function useGoods(storeId: string): Pick<Desk, 'items' | 'itemById' | 'staff' | 'staffById' | 'catalog'> {
  const { data: sold, isPending, isFetching, error, refetch } = useQuery(catalogQuery(storeId))
  const performers = useQuery(performersQuery(storeId))
  const people = performers.data
  const failed = error ?? performers.error
  const again = performers.refetch
  return useMemo(() => {
    const items = sold?.items ?? []
    const staff = byCraft((people?.items ?? []).filter((s) => s.isActive))
    return {
      items,
      itemById: new Map(items.map((i) => [i.id, i])),
      staff,
      staffById: new Map(staff.map((s) => [s.id, s])),
      catalog: {
        isPending,
        isFetching,
        error: failed,
        refetch: () => void Promise.all([refetch(), again()]),
        categories: sold?.categories ?? [],
      },
    }
  }, [sold, isPending, isFetching, failed, refetch, people, again])
}
