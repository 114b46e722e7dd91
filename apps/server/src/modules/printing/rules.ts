/** What a delivery means for a job, and when it is tried again. Pure. */

export const JOB_STATES = ['queued', 'sending', 'sent', 'failed', 'unknown', 'resolved'] as const
export type JobState = (typeof JOB_STATES)[number]

export const RESOLUTIONS = ['printed', 'again', 'dropped'] as const
export type Resolution = (typeof RESOLUTIONS)[number]

export const DRAWER_REASONS = ['change', 'float', 'count', 'other'] as const
export type DrawerReason = (typeof DRAWER_REASONS)[number]

/** Why nothing was printed: no byte of the document had left, so it may be tried again. */
export const FAILURES = [
  'refused',
  'timeout',
  'unreachable',
  'no_such_host',
  'address_refused',
  'silent',
  'offline',
  'paper_out',
  'cover_open',
  'document',
] as const
/** Why nobody knows: the document, or part of it, had left. */
export const DOUBTS = ['lost', 'stalled', 'no_answer', 'interrupted'] as const

export type Failure = (typeof FAILURES)[number]
export type Doubt = (typeof DOUBTS)[number]

export type Outcome =
  | { state: 'sent'; bytes: number; answers: boolean | null }
  | { state: 'failed'; problem: Failure; answers: boolean | null }
  | { state: 'unknown'; problem: Doubt; bytes: number; answers: boolean | null }

/** How a connection ended, seen from here. */
export interface Ending {
  bytes: number
  /** Whether it answered when asked before the document; null when it was not asked. */
  answers: boolean | null
  /** It said, after the last byte, that it had come to the end. */
  confirmed: boolean
  /** It closed the line in order after we had. */
  closed: boolean
  /** The line broke, or was closed by the printer before we had finished. */
  lost: boolean
  stalled: boolean
  /** This printer is known never to answer, or is not to be asked: an open line then means nothing. */
  isMute: boolean
}

/** What became of a document of which at least one byte was sent. When in doubt it is unknown, and a person decides. */
export function verdictOf(ending: Ending): Outcome {
  const { bytes, answers } = ending
  if (ending.confirmed) return { state: 'sent', bytes, answers }
  if (ending.lost) return { state: 'unknown', problem: 'lost', bytes, answers }
  if (ending.stalled) return { state: 'unknown', problem: 'stalled', bytes, answers }
  if (ending.closed || ending.isMute) return { state: 'sent', bytes, answers }
  return { state: 'unknown', problem: 'no_answer', bytes, answers }
}

/** Seconds until the second, third and fourth attempt. */
const WAITS_S = [2, 6, 18] as const

/** Not worth another attempt: it would fail the same way. */
const FINAL: readonly Failure[] = ['address_refused', 'document']

/** When to try again what failed with no byte written; null when it has been tried often enough. */
export function nextAttempt(problem: Failure, attempts: number, now: Temporal.Instant): Temporal.Instant | null {
  const wait = FINAL.includes(problem) ? undefined : WAITS_S[attempts - 1]
  return wait === undefined ? null : now.add({ seconds: wait })
}

/** What DLE EOT 1, 2 and 4 say. */
export function troubleIn(status: { printer: number; offline?: number | null; paper?: number | null }): Failure | null {
  if ((status.printer & 0x08) === 0) return null
  if (status.paper && (status.paper & 0x60) !== 0) return 'paper_out'
  if (status.offline && (status.offline & 0x04) !== 0) return 'cover_open'
  return 'offline'
}

/** What a person may say about a job. What failed was never on paper, so it cannot have been printed. */
export function mayResolve(state: string, resolution: Resolution): boolean {
  return state === 'unknown' || (state === 'failed' && resolution !== 'printed')
}
