/** Background jobs: graphile-worker, in the same database, so that a job joins the transaction that causes it. */
import { Logger, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker'
import type { Logger as Log } from 'pino'

export interface Job {
  task: string
  /** A crontab pattern in UTC, for what recurs by itself. */
  every?: string
  run: (payload: Record<string, unknown>) => Promise<void>
}

/** Starts working on jobs until `stop()`. Each runs at least once, so a job's effect must be safe to repeat. */
export function startJobs(ownerUrl: string, jobs: readonly Job[], log: Log): Promise<Runner> {
  const taskList: TaskList = Object.fromEntries(
    jobs.map((job) => [job.task, (payload: unknown) => job.run((payload ?? {}) as Record<string, unknown>)]),
  )
  const cron = jobs.flatMap((job) => (job.every ? [{ task: job.task, match: job.every, identifier: job.task }] : []))
  return run({
    connectionString: ownerUrl,
    taskList,
    parsedCronItems: parseCronItems(cron),
    // A device that hangs holds one of these for half a minute; the others go on.
    concurrency: 6,
    pollInterval: 2_000,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log.warn({ job: message }, 'jobs')
    }),
  })
}
