/** Closing a store's business day 日结: once, when all its shifts are closed. Later sales fall into the next day's shifts. */
import { readStore } from '../../modules/settings/index.ts'
import { documentHash, findDayReport, insertReport, lockTills, shiftsOfDay } from '../../modules/shifts/index.ts'
import { authorize, type ReadCtx, type WriteCtx } from '../../platform/ctx.ts'
import { businessDay } from '../../platform/time.ts'
import { CloseBlocked, DayAhead, DayClosed, DayEmpty } from './errors.ts'
import { dayBlockers, dayDocumentFrom, loadFacts, storeFacts } from './load.ts'

interface DayOf {
  storeId: string
  day: string
}

/** What a day close would find. */
export async function readDay(ctx: ReadCtx, { storeId, day }: DayOf) {
  authorize(ctx, 'read', 'Shift', storeId)
  const store = await readStore(ctx, storeId)
  const shifts = await shiftsOfDay(ctx, storeId, day)
  const reportId = await findDayReport(ctx, storeId, day)
  const blockers = reportId === null ? await dayBlockers(ctx, store, day, shifts) : []
  return { businessDay: day, today: businessDay(ctx.now, store.zone, store.cutoffHour), shifts, blockers, reportId }
}

/** Closes a day and keeps its Z. Holds every till of the store, so that no shift opens meanwhile. @throws DayAhead, DayClosed, DayEmpty, CloseBlocked */
export async function closeDay(ctx: WriteCtx, { storeId, day }: DayOf): Promise<{ reportId: string }> {
  authorize(ctx, 'operate', 'Shift', storeId)
  await lockTills(ctx, storeId)
  const { today, shifts, blockers, reportId: earlier } = await readDay(ctx, { storeId, day })
  if (earlier !== null) throw new DayClosed({ reportId: earlier })
  if (day > today) throw new DayAhead({ day, today })
  if (shifts.length === 0) throw new DayEmpty({ day })
  if (blockers.length > 0) throw new CloseBlocked({ blockers })
  const document = dayDocumentFrom(await loadFacts(ctx, shifts), await storeFacts(ctx, storeId), day, shifts, ctx.now.toString())
  const reportId = await insertReport(ctx, {
    kind: 'day',
    number: document.number,
    storeId,
    shiftId: null,
    businessDay: day,
    document,
    hash: documentHash(document),
  })
  ctx.audit({
    action: 'day.close',
    subjectKind: 'Store',
    subjectId: storeId,
    storeId,
    detail: { day, reportId, shifts: shifts.length, totalFen: document.sales.totalFen, varianceFen: document.count?.varianceFen ?? 0 },
  })
  return { reportId }
}
