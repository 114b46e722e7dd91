/**
 * A connection as it is lent to Kysely. Two round trips of every transaction are saved: BEGIN waits for the first statement and leaves in
 * the same packet; the statement marked THEN_COMMIT takes COMMIT along. The database answers them in order, so nothing else changes.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'

/** Counts what is sent, for the benchmark's round trips and the tests of statement counts. */
export interface StatementCounter {
  /** Round trips: packets that were waited for. */
  count: number
  /** When set, every statement with its values is appended: what the benchmark replays through a bare driver. */
  log?: { text: string; values: readonly unknown[] }[]
}

/** Stands at the beginning of a transaction's last statement. Nothing may come between it and the end of the transaction. */
export const THEN_COMMIT = '/* then commit */'

const MAX_PREPARED = 500
const names = new Map<string, string>()

/** The name under which a statement is prepared, once per connection; none beyond a bound, should texts ever vary without end. */
function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= MAX_PREPARED) return undefined
  const name = createHash('sha1').update(text).digest('base64url')
  names.set(text, name)
  return name
}

function toParameter(value: unknown): unknown {
  return value instanceof Temporal.Instant ? value.toString() : value
}

type Result = Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>

const nothing = (command: string): Result => ({ command, rowCount: 0, rows: [] })

/** What Kysely is given in place of the driver's client. The client is in pipeline mode: it sends without waiting for earlier answers. */
export class LentConnection {
  readonly #client: pg.PoolClient
  readonly #counter: StatementCounter | undefined
  /** BEGIN was asked for and not sent yet. */
  #begins = false
  /** COMMIT was sent with the last statement; its answer. */
  #ended: Promise<Result> | null = null

  constructor(client: pg.PoolClient, counter: StatementCounter | undefined) {
    this.#client = client
    this.#counter = counter
  }

  /** Kysely tells the backend by it when a query is to be cancelled. */
  get processID(): number {
    return (this.#client as unknown as { processID: number }).processID
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy)
  }

  query(text: string, parameters: readonly unknown[] = []): Promise<Result> {
    if (text === 'begin') {
      this.#begins = true
      return Promise.resolve(nothing('BEGIN'))
    }
    if (text === 'commit' || text === 'rollback') {
      const ended = this.#takeEnd(text)
      if (ended) return ended
    }
    if (this.#counter) this.#counter.count += 1
    const commits = text.startsWith(THEN_COMMIT)
    if (!this.#begins && !commits) return this.#send(text, parameters)
    return this.#inOnePacket(() => {
      const begun = this.#begins ? this.#send('begin', []) : null
      this.#begins = false
      const asked = this.#send(text, parameters)
      if (commits) {
        this.#ended = this.#send('commit', [])
        // Heard by whoever ends the transaction; until then it is nobody's unhandled rejection.
        this.#ended.catch(() => undefined)
      }
      // A BEGIN that fails fails for want of a connection, and so does what was sent behind it.
      begun?.catch(() => undefined)
      return asked
    })
  }

  /** The end of a transaction that was never sent, or was sent already. */
  #takeEnd(text: 'commit' | 'rollback'): Promise<Result> | null {
    if (this.#begins) {
      this.#begins = false
      return Promise.resolve(nothing(text.toUpperCase()))
    }
    const ended = this.#ended
    this.#ended = null
    return ended
  }

  #send(text: string, parameters: readonly unknown[]): Promise<Result> {
    const values = parameters.map(toParameter)
    this.#counter?.log?.push({ text, values })
    const name = values.length > 0 ? nameOf(text) : undefined
    return this.#client.query(name === undefined ? { text, values } : { name, text, values })
  }

  #inOnePacket<T>(work: () => T): T {
    const { stream } = (this.#client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection
    stream.cork()
    try {
      return work()
    } finally {
      stream.uncork()
    }
  }
}
