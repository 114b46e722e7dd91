/** A printer's queue: one job at a time, in order; whatever happens to one is noted as a fact. */
import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import type { PaperOptions } from './escpos/encode.ts'
import { nextAttempt, type Outcome } from './rules.ts'
import type { Printer } from './schemas.ts'
import { findPrinter, learnAnswers } from './store.ts'

/** Longer than any delivery may take (transport.ts): a sender that has not reported by then is gone. */
const SENDING_SECONDS = 75

export interface TakenJob {
  id: string
  storeId: string
  source: { kind: string; id: string | null }
  copy: number
  attempts: number
  printer: Printer
  options: PaperOptions
}

/** What there is to do for a printer, without touching anything. */
export async function peekQueue(ctx: ReadCtx, printerId: string): Promise<'due' | 'wait' | 'none'> {
  const { rows } = await sql<{ state: string; is_due: boolean }>`
    select state, case when state = 'sending' then sending_until < ${ctx.now.toString()}::timestamptz
      else not_before <= ${ctx.now.toString()}::timestamptz end as is_due
    from print_job where printer_id = ${printerId} and state in ('queued', 'sending') order by state desc, seq limit 1`.execute(ctx.db)
  const first = rows[0]
  if (!first) return 'none'
  if (first.is_due) return 'due'
  // Whoever is sending goes on with the queue when it is done; only a wait for the next attempt needs somebody to come back.
  return first.state === 'sending' ? 'none' : 'wait'
}

interface TakenRow {
  id: string
  store_id: string
  source_kind: string
  source_id: string | null
  copy: number
  opens_drawer: boolean
  attempts: number
}

/**
 * Takes the oldest job of a printer if it is due and none is being sent. What an earlier sender left behind becomes unknown first.
 * Locks the printer's row, so that two senders never both find it free.
 */
export async function takeNext(ctx: WriteCtx, printerId: string): Promise<{ job: TakenJob | null; lost: number }> {
  await sql`select 1 from printer where id = ${printerId} for update`.execute(ctx.db)
  const lost = await giveUpLost(ctx, { printerId, isAlone: false })
  const until = ctx.now.add({ seconds: SENDING_SECONDS }).toString()
  const { rows } = await sql<TakenRow>`
    with first as (
      select id, not_before <= ${ctx.now.toString()}::timestamptz as is_due from print_job
      where printer_id = ${printerId} and state = 'queued'
        and not exists (select from print_job s where s.printer_id = ${printerId} and s.state = 'sending')
      order by seq limit 1
    ), taken as (
      update print_job j set state = 'sending', attempts = j.attempts + 1, sending_until = ${until}::timestamptz
      from first where j.id = first.id and first.is_due
      returning j.id, j.store_id, j.source_kind, j.source_id, j.copy, j.opens_drawer, j.attempts
    ), fact as (
      insert into print_event (job_id, what, at) select id, 'sending', ${ctx.now.toString()}::timestamptz from taken
    )
    select * from taken`.execute(ctx.db)
  const row = rows[0]
  const printer = row ? await findPrinter(ctx, printerId) : null
  if (!row || !printer) return { job: null, lost }
  ctx.audit({ action: 'print_job.send', subjectKind: 'PrintJob', subjectId: row.id, storeId: row.store_id })
  const { id, copy, attempts } = row
  const options = { columns: printer.columns, cuts: printer.hasCutter, opensDrawer: row.opens_drawer }
  return {
    job: { id, storeId: row.store_id, source: { kind: row.source_kind, id: row.source_id }, copy, attempts, printer, options },
    lost,
  }
}

/** Notes what became of a delivery. @returns the job's state from now on */
export async function settle(ctx: WriteCtx, job: TakenJob, outcome: Outcome): Promise<'sent' | 'failed' | 'unknown' | 'queued'> {
  const again = outcome.state === 'failed' ? nextAttempt(outcome.problem, job.attempts, ctx.now) : null
  const state = again ? 'queued' : outcome.state
  const problem = outcome.state === 'sent' ? null : outcome.problem
  const changed = await ctx.db
    .updateTable('print_job')
    .set({ state, problem, sending_until: null, ...(again ? { not_before: again } : { ended_at: ctx.now }) })
    .where('id', '=', job.id)
    // Somebody took us for dead and said so: that stands.
    .where('state', '=', 'sending')
    .where('attempts', '=', job.attempts)
    .returning('id')
    .executeTakeFirst()
  if (outcome.answers === true) await learnAnswers(ctx, job.printer.id, true)
  const bytes = outcome.state === 'failed' ? 0 : outcome.bytes
  if (changed) await noteEvent(ctx, job.id, { what: again ? 'delayed' : outcome.state, problem, bytes })
  const detail = { state, bytes, ...(problem ? { problem } : {}) }
  ctx.audit({ action: 'print_job.settle', subjectKind: 'PrintJob', subjectId: job.id, storeId: job.storeId, detail })
  return state
}

/**
 * Jobs whose sender died in the middle: nobody knows how much of them is on paper. `isAlone`: no other server works on this database, so whatever is
 * being sent when we start is nobody's.
 */
export async function giveUpLost(ctx: WriteCtx, where: { printerId: string | null; isAlone: boolean }): Promise<number> {
  const { rows } = await sql<{ id: string; store_id: string }>`
    with lost as (
      update print_job set state = 'unknown', problem = 'interrupted', sending_until = null, ended_at = ${ctx.now.toString()}::timestamptz
      where state = 'sending' and (${where.printerId}::uuid is null or printer_id = ${where.printerId}::uuid)
        and (${where.isAlone} or sending_until < ${ctx.now.toString()}::timestamptz)
      returning id, store_id
    ), fact as (
      insert into print_event (job_id, what, problem, at) select id, 'unknown', 'interrupted', ${ctx.now.toString()}::timestamptz from lost
    )
    select id, store_id from lost`.execute(ctx.db)
  for (const { id, store_id: storeId } of rows)
    ctx.audit({
      action: 'print_job.settle',
      subjectKind: 'PrintJob',
      subjectId: id,
      storeId,
      detail: { state: 'unknown', problem: 'interrupted' },
    })
  return rows.length
}

/** Printers with something in their queue, and whether something is marked as being sent. */
export async function busyPrinters(ctx: ReadCtx): Promise<{ printerId: string; isSending: boolean }[]> {
  const rows = await ctx.db
    .selectFrom('print_job')
    .select((eb) => ['printer_id', eb.fn<boolean>('bool_or', [eb('state', '=', 'sending')]).as('is_sending')])
    .where('state', 'in', ['queued', 'sending'])
    .groupBy('printer_id')
    .execute()
  return rows.map((row) => ({ printerId: row.printer_id, isSending: row.is_sending }))
}

interface Fact {
  what: string
  problem?: string | null
  bytes?: number
}

export async function noteEvent(ctx: WriteCtx, jobId: string, { what, problem = null, bytes }: Fact): Promise<void> {
  await ctx.db
    .insertInto('print_event')
    .values({ job_id: jobId, what, problem, bytes: bytes ?? null, actor_id: ctx.actor.id, at: ctx.now })
    .execute()
}
