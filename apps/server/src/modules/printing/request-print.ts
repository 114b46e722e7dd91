/** Asking for paper. The job joins the transaction that causes it: what is rolled back is never printed. */
import type { WriteCtx } from '../../platform/ctx.ts'
import { NoPrinter } from './errors.ts'
import type { TillPrint } from './schemas.ts'
import { insertJob, type NewJob, type QueuedJob } from './store.ts'

/** The task that empties a printer's queue. */
export const PRINT_TASK = 'print'

/** Queues a document. @throws NoPrinter when the store has none for it */
export async function requestPrint(
  ctx: WriteCtx,
  input: { storeId: string; printerId: string | null; source: { kind: string; id: string }; againOfId?: string; duty?: NewJob['duty'] },
): Promise<QueuedJob> {
  const { againOfId = null, duty = 'receipts', ...what } = input
  const job = await insertJob(ctx, { ...what, againOfId, duty, hasPaper: true, opening: null })
  if (!job) throw new NoPrinter({ storeId: input.storeId })
  wake(ctx, job.printerId)
  ctx.audit({
    action: 'print_job.request',
    subjectKind: 'PrintJob',
    subjectId: job.id,
    storeId: input.storeId,
    detail: { sourceKind: input.source.kind, sourceId: input.source.id, ...(againOfId ? { againOfId } : {}) },
  })
  return job
}

/**
 * The paper and the drawer of a sale or refund. A store without a printer sells all the same. One statement, which needs nothing of its
 * neighbours: it may go `together` with them.
 */
export async function requestAtTill(
  ctx: WriteCtx,
  input: { storeId: string; print: TillPrint; source: { kind: 'ticket' | 'refund'; id: string }; hasCash: boolean },
): Promise<void> {
  const { storeId, print, source, hasCash } = input
  if (!print.receipt && !hasCash) return
  const reason = source.kind === 'ticket' ? 'cash_sale' : 'cash_refund'
  const job = await insertJob(ctx, {
    storeId,
    printerId: print.printerId,
    source,
    hasPaper: print.receipt,
    opening: hasCash ? { reason, note: '', sourceId: source.id } : null,
    againOfId: null,
    duty: 'receipts',
  })
  if (!job) return
  wake(ctx, job.printerId)
  if (job.opensDrawer)
    ctx.audit({ action: 'drawer.open', subjectKind: 'PrintJob', subjectId: job.id, storeId, detail: { reason, sourceId: source.id } })
}

export function wake(ctx: WriteCtx, printerId: string): void {
  ctx.enqueue(PRINT_TASK, { printerId })
}
