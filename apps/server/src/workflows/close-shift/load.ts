/** Gathers what a report is made of. */
import { noTotals, openBills, type ShiftTotals, shiftTotals } from '../../modules/sales/index.ts'
import { readStore, type Store } from '../../modules/settings/index.ts'
import { type CountView, cashMovements, drawerCounts, type MovementView, type ShiftView } from '../../modules/shifts/index.ts'
import { together } from '../../platform/connection.ts'
import type { ReadCtx } from '../../platform/ctx.ts'
import { businessDay } from '../../platform/time.ts'
import { cashOf, dayDocument, shiftDocument, type ZDocument } from './z-document.ts'

/** What has to be finished before a drawer is closed; each opens to its row. */
export interface Blocker {
  kind: 'held_bill' | 'unknown_payment' | 'open_shift'
  id: string
  label: string
  openedByName: string | null
  openedAt: string
}

/** Unfinished bills of a till, or of the whole store. */
export async function heldBills(ctx: ReadCtx, at: { storeId: string; tillId: string | null }): Promise<Blocker[]> {
  const bills = await openBills(ctx, at)
  return bills.map((b) => ({ kind: 'held_bill', id: b.id, label: b.label, openedByName: b.openedByName, openedAt: b.openedAt }))
}

/** What stands in the way of closing a store's day: its open shifts, and bills held since that day or before. */
export async function dayBlockers(ctx: ReadCtx, store: Store, day: string, shifts: readonly ShiftView[]): Promise<Blocker[]> {
  const { zone, cutoffHour } = store
  const bills = await heldBills(ctx, { storeId: store.id, tillId: null })
  const open = shifts.filter((s) => s.closedAt === null)
  return [
    ...open.map((s): Blocker => ({ kind: 'open_shift', id: s.id, label: s.label, openedByName: s.openedByName, openedAt: s.openedAt })),
    ...bills.filter((b) => businessDay(Temporal.Instant.from(b.openedAt), zone, cutoffHour) <= day),
  ]
}

export async function storeFacts(ctx: ReadCtx, storeId: string): Promise<ZDocument['store']> {
  const { id, code, name, zone } = await readStore(ctx, storeId)
  return { id, code, name, zone }
}

/** What some shifts come to, drawer by drawer. */
export interface Facts {
  totals: ReadonlyMap<string, ShiftTotals>
  movements: ReadonlyMap<string, MovementView[]>
  counts: ReadonlyMap<string, CountView[]>
}

/** The facts of any number of shifts, in three statements. */
export async function loadFacts(ctx: ReadCtx, shifts: readonly ShiftView[]): Promise<Facts> {
  const ids = shifts.map((s) => s.id)
  const [totals, movements, counts] = await together([shiftTotals(ctx, shifts), cashMovements(ctx, ids), drawerCounts(ctx, ids)])
  return { totals, movements: Map.groupBy(movements, (m) => m.shiftId), counts: Map.groupBy(counts, (c) => c.shiftId) }
}

/** What should be in the drawer of a shift. */
export function cashFrom(facts: Facts, shift: ShiftView): ZDocument['cash'] {
  return cashOf(shift, facts.totals.get(shift.id) ?? noTotals(), facts.movements.get(shift.id) ?? [])
}

/** The document of a shift as it stands: a Z once it is closed, an X before. */
export function documentFrom(facts: Facts, store: ZDocument['store'], shift: ShiftView, now: Temporal.Instant): ZDocument {
  return shiftDocument({
    kind: shift.closedAt === null ? 'x' : 'shift',
    store,
    madeAt: shift.closedAt ?? now.toString(),
    shift,
    totals: facts.totals.get(shift.id) ?? noTotals(),
    movements: facts.movements.get(shift.id) ?? [],
    counts: facts.counts.get(shift.id) ?? [],
  })
}

/** The document of a store's day, whose shifts are all closed. */
export function dayDocumentFrom(
  facts: Facts,
  store: ZDocument['store'],
  day: string,
  shifts: readonly ShiftView[],
  madeAt: string,
): ZDocument {
  return dayDocument({
    number: `${store.code}-${day.replaceAll('-', '').slice(2)}`,
    store,
    madeAt,
    businessDay: day,
    shifts,
    totals: shifts.map((s) => facts.totals.get(s.id) ?? noTotals()),
    movements: shifts.flatMap((s) => facts.movements.get(s.id) ?? []),
    counts: shifts.flatMap((s) => facts.counts.get(s.id) ?? []),
  })
}
