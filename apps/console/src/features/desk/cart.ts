import type { Cart, CartLine, CatalogItem, ManualDiscount } from '@yunbin/api-client'
import { type Whose, whoseOf, withWhose } from './whose.ts'

/** One customer at the till, from the first tile to the receipt. It names things only; every price comes from the server. */
export interface DeskState {
  /** Made by the till when the cart starts, so that a completion sent twice names the same ticket. */
  ticketId: string
  /** The version of the held bill that lies on this desk; 0 for one that was never held. */
  heldVersion: number
  memberId: string | null
  note: string
  lines: CartLine[]
  ticketDiscount: ManualDiscount | null
  selectedKey: string | null
  /** Lines ever made in this cart: the next line's key. */
  lastKey: number
}

export type DeskAction =
  | { type: 'add'; item: Pick<CatalogItem, 'id' | 'kind'>; sellerId?: string | undefined }
  | { type: 'addFreeTopUp'; amountFen: number; sellerId?: string | undefined }
  | { type: 'addTip'; amountFen: number; staffId?: string | undefined }
  /** Pays an account's debts, the oldest first, or the one that is named. */
  | { type: 'settle'; accountId: string; debtId?: string | undefined; amountFen: number; memberId: string | null }
  /** Pass: what of its price is paid later; null: all of it now. */
  | { type: 'later'; key: string; laterFen: number | null }
  /** A deposit taken; with a key, the line that says it otherwise now. */
  | { type: 'deposit'; key: string | null; amountFen: number; deposit: NonNullable<CartLine['deposit']> }
  | { type: 'remove'; key: string }
  | { type: 'select'; key: string | null }
  | { type: 'selectNext'; step: 1 | -1 }
  | { type: 'quantity'; key: string; quantity: number }
  | { type: 'member'; memberId: string | null }
  | { type: 'whose'; key: string; whose: Whose | null }
  | { type: 'performer'; key: string; staffId: string | null; isRequested?: boolean }
  | { type: 'lineDiscount'; key: string; discount: ManualDiscount | null }
  | { type: 'ticketDiscount'; discount: ManualDiscount | null }
  | { type: 'approve'; lineKeys: readonly string[]; approvalId: string }
  | { type: 'pass'; key: string; pass: 'auto' | 'none' | { lotId: string; memberId?: string } | { lineKey: string } }
  | { type: 'note'; note: string }
  | { type: 'restore'; state: DeskState }
  /** Another till has this bill: what is on the desk goes on as a bill of its own. */
  | { type: 'renew'; ticketId: string }
  | { type: 'new'; ticketId: string }

export function newDesk(ticketId: string): DeskState {
  return { ticketId, heldVersion: 0, memberId: null, note: '', lines: [], ticketDiscount: null, selectedKey: null, lastKey: 0 }
}

export function deskReducer(state: DeskState, action: DeskAction): DeskState {
  switch (action.type) {
    case 'add':
      return addItem(state, action.item, action.sellerId)
    case 'addFreeTopUp':
      return append(state, { kind: 'top_up', amountFen: action.amountFen, ...staffed('seller', action.sellerId) })
    case 'addTip':
      return append(state, { kind: 'tip', amountFen: action.amountFen, ...staffed('performer', action.staffId) })
    case 'settle':
      return settle(state, action)
    case 'later':
      return changeLine(state, action.key, (line) => withLater(line, action.laterFen))
    case 'deposit':
      return putDeposit(state, action)
    case 'remove':
      return removeLine(state, action.key)
    case 'select':
      return { ...state, selectedKey: action.key }
    case 'selectNext':
      return { ...state, selectedKey: neighbour(state, action.step) }
    case 'quantity':
      return action.quantity < 1
        ? removeLine(state, action.key)
        : changeLine(state, action.key, (line) =>
            countable(line) ? { ...line, quantity: Math.min(999, Math.trunc(action.quantity)) } : line,
          )
    case 'member':
      return setMember(state, action.memberId)
    case 'whose':
      return changeLine(state, action.key, (line) => withWhose(line, action.whose, state.memberId))
    case 'performer':
      return changeLine(state, action.key, (line) => withPerformer(line, action.staffId, action.isRequested ?? false))
    case 'lineDiscount':
      return changeLine(state, action.key, (line) => (discountable(line) ? { ...line, discount: action.discount } : line))
    case 'ticketDiscount':
      return { ...state, ticketDiscount: action.discount }
    case 'approve':
      return approve(state, action.lineKeys, action.approvalId)
    case 'pass':
      return changeLine(state, action.key, (line) => (line.kind === 'service' ? { ...line, pass: action.pass } : line))
    case 'note':
      return { ...state, note: action.note }
    case 'restore':
      return action.state
    case 'renew':
      return { ...state, ticketId: action.ticketId, heldVersion: 0 }
    case 'new':
      return newDesk(action.ticketId)
  }
}

/** A second scan of a product means two of it; services, passes and top-ups stay lines of their own, each with its own people. */
function addItem(state: DeskState, item: Pick<CatalogItem, 'id' | 'kind'>, sellerId: string | undefined): DeskState {
  const same = state.lines.find((l) => item.kind === 'product' && l.itemId === item.id && !l.discount && whoseOf(l) === null)
  if (same) {
    const more = changeLine(state, same.key, (line) => ({ ...line, quantity: Math.min(999, (line.quantity ?? 1) + 1) }))
    return { ...more, selectedKey: same.key }
  }
  const line: Omit<CartLine, 'key'> = { kind: item.kind, itemId: item.id, quantity: 1 }
  if (item.kind === 'service') return append(state, { ...line, ...staffed('performer', lastPerformer(state)) })
  return append(state, { ...line, ...staffed('seller', sellerId) })
}

function append(state: DeskState, line: Omit<CartLine, 'key'>): DeskState {
  if (state.lines.length >= 100) return state
  const key = `l${state.lastKey + 1}`
  return { ...state, lines: [...state.lines, { key, ...line }], selectedKey: key, lastKey: state.lastKey + 1 }
}

/**
 * What is paid of a debt is one line: said again, it is another amount. An account is paid debt by debt or the oldest first, never both on one bill. A
 * member's own means may pay it.
 */
function settle(state: DeskState, { accountId, debtId, amountFen, memberId }: Extract<DeskAction, { type: 'settle' }>): DeskState {
  const known = state.lines.find((l) => l.accountId === accountId && l.debtId === debtId)
  if (known) return { ...changeLine(state, known.key, (line) => ({ ...line, amountFen })), selectedKey: known.key }
  const lines = state.lines.filter((l) => l.accountId !== accountId || (debtId !== undefined && l.debtId !== undefined))
  const line = { kind: 'settlement' as const, accountId, ...(debtId === undefined ? {} : { debtId }), amountFen }
  return append(setMember({ ...state, lines }, memberId ?? state.memberId), line)
}

function withLater({ laterFen: _, ...line }: CartLine, laterFen: number | null): CartLine {
  return line.kind === 'pass' && laterFen !== null ? { ...line, laterFen } : line
}

function putDeposit(state: DeskState, { key, amountFen, deposit }: Extract<DeskAction, { type: 'deposit' }>): DeskState {
  if (key === null) return append(state, { kind: 'deposit', amountFen, deposit })
  return changeLine(state, key, (line) => (line.kind === 'deposit' ? { ...line, amountFen, deposit } : line))
}

function removeLine(state: DeskState, key: string): DeskState {
  const index = state.lines.findIndex((l) => l.key === key)
  if (index < 0) return state
  const isOfIt = ({ pass }: CartLine) => typeof pass === 'object' && 'lineKey' in pass && pass.lineKey === key
  const lines = state.lines.filter((l) => l.key !== key).map((l) => (isOfIt(l) ? { ...l, pass: 'auto' as const } : l))
  const selectedKey = state.selectedKey === key ? (lines[Math.min(index, lines.length - 1)]?.key ?? null) : state.selectedKey
  // A discount on the whole ticket was spoken over these lines; with none left it would surprise the next customer.
  return { ...state, lines, selectedKey, ticketDiscount: lines.length === 0 ? null : state.ticketDiscount }
}

function changeLine(state: DeskState, key: string, change: (line: CartLine) => CartLine): DeskState {
  return { ...state, lines: state.lines.map((line) => (line.key === key ? change(line) : line)) }
}

/** Passes belong to a person, so a hand-picked one does not survive a change of member; lines that were the new member's are the bill's own. */
function setMember(state: DeskState, memberId: string | null): DeskState {
  if (memberId === state.memberId) return state
  const lines = state.lines.map((line) => {
    const kept = typeof line.pass === 'object' ? { ...line, pass: 'auto' as const } : line
    return kept.memberId !== undefined && kept.memberId === memberId ? withWhose(kept, null, memberId) : kept
  })
  return { ...state, memberId, lines }
}

function withPerformer(line: CartLine, staffId: string | null, isRequested: boolean): CartLine {
  const role = line.kind === 'service' || line.kind === 'tip' ? 'performer' : 'seller'
  const others = (line.staff ?? []).filter((s) => s.role !== role)
  return { ...line, staff: staffId ? [...others, { staffId, role, ...(isRequested ? { isRequested } : {}) }] : others }
}

function approve(state: DeskState, lineKeys: readonly string[], approvalId: string): DeskState {
  const lines = state.lines.map((line) =>
    line.discount && lineKeys.includes(line.key) ? { ...line, discount: { ...line.discount, approvalId } } : line,
  )
  return { ...state, lines, ticketDiscount: state.ticketDiscount && { ...state.ticketDiscount, approvalId } }
}

function neighbour(state: DeskState, step: 1 | -1): string | null {
  const at = state.lines.findIndex((l) => l.key === state.selectedKey)
  const next = at < 0 ? (step === 1 ? 0 : state.lines.length - 1) : Math.max(0, Math.min(state.lines.length - 1, at + step))
  return state.lines[next]?.key ?? null
}

function staffed(role: 'performer' | 'seller', staffId: string | undefined): Pick<CartLine, 'staff'> {
  return staffId ? { staff: [{ staffId, role }] } : {}
}

/** Whoever did the last service most likely does the next one too. */
function lastPerformer(state: DeskState): string | undefined {
  return state.lines.findLast((l) => l.kind === 'service')?.staff?.find((s) => s.role === 'performer')?.staffId
}

export function countable(line: Pick<CartLine, 'kind'>): boolean {
  return line.kind === 'service' || line.kind === 'product'
}

/** Nobody performs or sells what only pays a debt, or is kept for a day to come. */
export function staffable(line: Pick<CartLine, 'kind'>): boolean {
  return line.kind !== 'settlement' && line.kind !== 'deposit'
}

export function discountable(line: Pick<CartLine, 'kind'>): boolean {
  return line.kind === 'service' || line.kind === 'product' || line.kind === 'pass'
}

/** The cart as the server takes it. */
export function cartOf(state: DeskState, place: { storeId: string; tillId: string | null }, tenders: Cart['tenders'] = 'auto'): Cart {
  return {
    storeId: place.storeId,
    ...(place.tillId === null ? {} : { tillId: place.tillId }),
    memberId: state.memberId,
    ...(state.note.trim() ? { note: state.note.trim() } : {}),
    lines: state.lines,
    ticketDiscount: state.ticketDiscount,
    tenders: tenders ?? 'auto',
  }
}

/** A held bill back on the desk: its id stays, so that holding or completing it again is the same bill. */
export function deskOfHeld(ticketId: string, heldVersion: number, cart: Cart): DeskState {
  const lastKey = Math.max(0, ...cart.lines.map((l) => Number(/^l(\d+)$/.exec(l.key)?.[1] ?? 0)))
  return {
    ticketId,
    heldVersion,
    memberId: cart.memberId ?? null,
    note: cart.note ?? '',
    lines: cart.lines,
    ticketDiscount: cart.ticketDiscount ?? null,
    selectedKey: cart.lines.at(-1)?.key ?? null,
    lastKey,
  }
}

export function isEmpty(state: DeskState): boolean {
  return state.lines.length === 0 && state.memberId === null
}
