import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { PrintJobSettled } from './errors.ts'
import { noteEvent } from './queue.ts'
import { requestPrint } from './request-print.ts'
import { mayResolve, type Resolution } from './rules.ts'
import { learnAnswers } from './store.ts'

/**
 * A person says what became of a job: it was printed, print it again (a new job, linked), or never mind.
 * @throws NotFound, PrintJobSettled
 */
export async function resolveJob(
  ctx: WriteCtx,
  input: { jobId: string; resolution: Resolution },
): Promise<{ id: string; againId: string | null }> {
  const { jobId, resolution } = input
  const job = await ctx.db
    .selectFrom('print_job')
    .select(['id', 'store_id', 'printer_id', 'source_kind', 'source_id', 'state', 'problem'])
    .where('id', '=', jobId)
    .forUpdate()
    .executeTakeFirst()
  if (!job) throw new NotFound()
  authorize(ctx, 'use', 'Printer', job.store_id)
  if (!mayResolve(job.state, resolution)) throw new PrintJobSettled({ state: job.state })
  // A pulse is not repeated from here: the drawer is opened by whoever stands before it, with a reason.
  if (resolution === 'again' && job.source_id === null) throw new PrintJobSettled({ state: job.state })
  await ctx.db.updateTable('print_job').set({ state: 'resolved', resolution }).where('id', '=', jobId).execute()
  await noteEvent(ctx, jobId, { what: resolution })
  // It did print and never says so: from now on its silence means nothing.
  if (resolution === 'printed' && job.problem === 'no_answer') await learnAnswers(ctx, job.printer_id, false)
  ctx.audit({ action: 'print_job.resolve', subjectKind: 'PrintJob', subjectId: jobId, storeId: job.store_id, detail: { resolution } })
  if (resolution !== 'again' || job.source_id === null) return { id: jobId, againId: null }
  const again = await requestPrint(ctx, {
    storeId: job.store_id,
    printerId: job.printer_id,
    source: { kind: job.source_kind, id: job.source_id },
    againOfId: jobId,
  })
  return { id: jobId, againId: again.id }
}
