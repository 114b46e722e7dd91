/** The job that empties a printer's queue: take, draw, deliver, note; and again, until nothing is due. */
import {
  busyPrinters,
  deliver,
  drawerBytes,
  encodeDocument,
  giveUpLost,
  markCopy,
  type Outcome,
  PRINT_TASK,
  peekQueue,
  settle,
  type TakenJob,
  TIMING,
  type Timing,
  takeNext,
} from '../../modules/printing/index.ts'
import { type Brand, system } from '../../platform/ctx.ts'
import { type Runtime, readCtx, write } from '../../platform/runtime.ts'
import { DOCUMENTS } from './documents.ts'

/** The printer is not ready for its next attempt: thrown so that the job comes back later, each time after a longer while. */
export class TryLater extends Error {}

/** Another sender was faster: rolls the empty transaction back. */
class NothingTaken extends Error {}

export async function drainPrinter(runtime: Runtime, payload: Record<string, unknown>, timing: Timing = TIMING): Promise<void> {
  const { brandId, printerId } = payload
  const brand = (await runtime.brands.all()).find((b) => b.id === brandId)
  if (!brand || typeof printerId !== 'string') return
  while (true) {
    const next = await peekQueue(readCtx(runtime, brand, system), printerId)
    if (next === 'wait') throw new TryLater(`printer ${printerId} is tried again later`)
    if (next === 'none') return
    const taken = await take(runtime, brand, printerId)
    if (taken === null) return
    if (taken.job === null) continue
    const { job } = taken
    const outcome = await attempt(runtime, brand, job, timing)
    await write(runtime, brand, system, (ctx) => settle(ctx, job, outcome))
    if (outcome.state !== 'sent') runtime.log.warn({ job: job.id, printer: printerId, ...outcome }, 'printing')
  }
}

/** Null when there was nothing to do after all. Giving up a lost sender is something done, even if there is no job to go on with. */
async function take(runtime: Runtime, brand: Brand, printerId: string): Promise<{ job: TakenJob | null } | null> {
  try {
    const { result } = await write(runtime, brand, system, async (ctx) => {
      const { job, lost } = await takeNext(ctx, printerId)
      if (job === null && lost === 0) throw new NothingTaken()
      return { job }
    })
    return result
  } catch (error) {
    if (error instanceof NothingTaken) return null
    throw error
  }
}

async function attempt(runtime: Runtime, brand: Brand, job: TakenJob, timing: Timing): Promise<Outcome> {
  let bytes: Buffer
  try {
    bytes = await draw(runtime, brand, job)
  } catch (error) {
    runtime.log.error({ job: job.id, error }, 'a document could not be drawn')
    return { state: 'failed', problem: 'document', answers: null }
  }
  return deliver(job.printer, bytes, runtime.config.deviceHosts, timing)
}

/** Drawn now, from what was posted: nothing of a receipt lies in the queue. */
async function draw(runtime: Runtime, brand: Brand, { source, printer, copy, options }: TakenJob): Promise<Buffer> {
  if (source.id === null) return drawerBytes()
  const drawable = DOCUMENTS[source.kind]
  if (!drawable) throw new Error(`no room draws ${source.kind}`)
  const document = await drawable.draw(readCtx(runtime, brand, system), source.id, printer)
  return encodeDocument(source.kind === 'test' ? document : markCopy(document, copy, printer.lang), options)
}

/**
 * Sets a brand's queues going again, after a start and every minute: what a sender that is gone left in the middle becomes unknown, and every
 * printer with something to do is woken. `isAlone`: we have just started, and no other server works on this database.
 */
export async function resumePrinting(runtime: Runtime, brand: Brand, isAlone = false): Promise<void> {
  const busy = await busyPrinters(readCtx(runtime, brand, system))
  if (busy.length === 0) return
  await write(runtime, brand, system, async (ctx) => {
    const count = busy.some((p) => p.isSending) ? await giveUpLost(ctx, { printerId: null, isAlone }) : 0
    for (const { printerId } of busy) ctx.enqueue(PRINT_TASK, { printerId })
    ctx.audit({
      action: 'print_job.resume',
      subjectKind: 'PrintJob',
      subjectId: null,
      detail: { printers: busy.length, interrupted: count },
    })
  })
}

/** At the start of a server, in every brand. */
export async function resumeAllPrinting(runtime: Runtime): Promise<void> {
  const isAlone = runtime.config.databaseUrl === null
  for (const brand of await runtime.brands.all()) await resumePrinting(runtime, brand, isAlone)
}
