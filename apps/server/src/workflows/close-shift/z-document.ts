/** The Z of a shift or of a day, and the X of one that is still open: one document, whatever shows it. Pure. */
import { addTotals, type ShiftTotals } from '../../modules/sales/index.ts'
import { type CashFlow, type CountView, expectedFen, type MovementView, type Pieces, type ShiftView } from '../../modules/shifts/index.ts'

export interface ZDocument {
  /** The form of this document; another form gets another number. */
  form: 1
  kind: 'shift' | 'day' | 'x'
  number: string
  store: { id: string; code: string; name: string; zone: string }
  till: { id: string; ordinal: number; name: string } | null
  businessDay: string
  /** When it was made. */
  madeAt: string
  shifts: ZShift[]
  sales: ShiftTotals
  cash: CashFlow & { expectedFen: number }
  movements: { at: string; code: string; note: string; amountFen: number; byName: string | null }[]
  /** Null in an X. */
  count: ZCount | null
}

export interface ZShift {
  id: string
  label: string
  openedAt: string
  openedByName: string | null
  openedByItself: boolean
  openingFloatFen: number
  closedAt: string | null
  closedByName: string | null
  receivedByName: string | null
  approvedByName: string | null
  expectedFen: number | null
  countedFen: number | null
  varianceFen: number | null
  varianceReason: string
  takenFen: number | null
  takenTo: string | null
  closingFloatFen: number | null
}

export interface ZCount {
  pieces: Pieces[]
  countedFen: number
  varianceFen: number
  takenFen: number
  closingFloatFen: number
  /** How often the drawers were counted, and what the first count of a shift said when there were more. */
  times: number
  firstCountedFen: number | null
}

export interface ShiftFacts {
  kind: 'shift' | 'x'
  store: ZDocument['store']
  madeAt: string
  shift: ShiftView
  totals: ShiftTotals
  movements: readonly MovementView[]
  counts: readonly CountView[]
}

/** The cash of one drawer in one shift. */
export function cashOf(
  shift: Pick<ShiftView, 'openingFloatFen'>,
  totals: ShiftTotals,
  movements: readonly MovementView[],
): ZDocument['cash'] {
  const moved = (sign: 1 | -1) => movements.filter((m) => m.amountFen * sign > 0).reduce((sum, m) => sum + m.amountFen * sign, 0)
  const flow: CashFlow = {
    openingFloatFen: shift.openingFloatFen,
    salesFen: totals.cashSalesFen,
    topUpFen: totals.cashTopUpFen,
    refundFen: totals.cashRefundFen,
    inFen: moved(1),
    outFen: moved(-1),
  }
  return { ...flow, expectedFen: expectedFen(flow) }
}

/** The document of one shift. */
export function shiftDocument({ kind, store, madeAt, shift, totals, movements, counts }: ShiftFacts): ZDocument {
  return {
    form: 1,
    kind,
    number: shift.label,
    store,
    till: { id: shift.tillId, ordinal: shift.tillOrdinal, name: shift.tillName },
    businessDay: shift.businessDay,
    madeAt,
    shifts: [zShift(shift)],
    sales: totals,
    cash: cashOf(shift, totals, movements),
    movements: movements.map(zMovement),
    count: kind === 'x' ? null : countOf(shift, counts),
  }
}

export interface DayFacts {
  number: string
  store: ZDocument['store']
  madeAt: string
  businessDay: string
  /** By till and number, all closed. */
  shifts: readonly ShiftView[]
  totals: readonly ShiftTotals[]
  movements: readonly MovementView[]
  counts: readonly CountView[]
}

/** The document of a day: its shifts in one. Floats count once per till: what its first shift began with, what its last one left. */
export function dayDocument(facts: DayFacts): ZDocument {
  const { shifts } = facts
  const sales = addTotals(facts.totals)
  const tills = [...Map.groupBy(shifts, (s) => s.tillId).values()]
  const openingFloatFen = tills.reduce((sum, own) => sum + (own[0]?.openingFloatFen ?? 0), 0)
  const closingFloatFen = tills.reduce((sum, own) => sum + (own.at(-1)?.closingFloatFen ?? 0), 0)
  const takenFen = shifts.reduce((sum, s) => sum + (s.takenFen ?? 0), 0)
  const cash = cashOf({ openingFloatFen }, sales, facts.movements)
  const countedFen = closingFloatFen + takenFen
  return {
    form: 1,
    kind: 'day',
    number: facts.number,
    store: facts.store,
    till: null,
    businessDay: facts.businessDay,
    madeAt: facts.madeAt,
    shifts: shifts.map(zShift),
    sales,
    cash,
    movements: facts.movements.map(zMovement),
    count: {
      pieces: [],
      countedFen,
      varianceFen: countedFen - cash.expectedFen,
      takenFen,
      closingFloatFen,
      times: facts.counts.length,
      firstCountedFen: null,
    },
  }
}

function zShift(s: ShiftView): ZShift {
  return {
    id: s.id,
    label: s.label,
    openedAt: s.openedAt,
    openedByName: s.openedByName,
    openedByItself: s.openedByItself,
    openingFloatFen: s.openingFloatFen,
    closedAt: s.closedAt,
    closedByName: s.closedByName,
    receivedByName: s.receivedByName,
    approvedByName: s.approvedByName,
    expectedFen: s.expectedFen,
    countedFen: s.countedFen,
    varianceFen: s.varianceFen,
    varianceReason: s.varianceReason,
    takenFen: s.takenFen,
    takenTo: s.takenTo,
    closingFloatFen: s.closingFloatFen,
  }
}

function zMovement(m: MovementView): ZDocument['movements'][number] {
  return { at: m.movedAt, code: m.code, note: m.note, amountFen: m.amountFen, byName: m.movedByName }
}

function countOf(shift: ShiftView, counts: readonly CountView[]): ZCount {
  return {
    pieces: counts.at(-1)?.pieces ?? [],
    countedFen: shift.countedFen ?? 0,
    varianceFen: shift.varianceFen ?? 0,
    takenFen: shift.takenFen ?? 0,
    closingFloatFen: shift.closingFloatFen ?? 0,
    times: counts.length,
    firstCountedFen: counts.length > 1 ? (counts[0]?.countedFen ?? null) : null,
  }
}

/** What a proof compares: all that does not change when somebody is renamed. */
export function figuresOf(document: ZDocument) {
  return {
    sales: document.sales,
    cash: document.cash,
    movements: document.movements.map((m) => ({ code: m.code, amountFen: m.amountFen })),
    count: document.count,
    shifts: document.shifts.map(({ id, openingFloatFen, expectedFen, countedFen, varianceFen, takenFen, closingFloatFen }) => ({
      id,
      openingFloatFen,
      expectedFen,
      countedFen,
      varianceFen,
      takenFen,
      closingFloatFen,
    })),
  }
}
