/**
 * A connection as it is lent to Kysely. What is sent within one turn of the event loop leaves in one packet: BEGIN waits for the first
 * statement and goes with it; statements that do not wait for one another go `together`; the statement marked THEN_COMMIT takes COMMIT
 * along. The database executes and answers them in order, so nothing changes but the waiting.
 */
import { type DatabaseConnection, type Driver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type pg from 'pg'
import { Packet, type Result } from './packet.ts'
import type { DB } from './schema.gen.ts'

/** Counts what is sent, for the benchmark's round trips and the tests of statement counts. */
export interface StatementCounter {
  /** Round trips: packets that were waited for. */
  count: number
  /** When set, every statement with its values is appended: what the benchmark replays through a bare driver. */
  log?: { text: string; values: readonly unknown[] }[]
}

/** Stands at the beginning of a transaction's last statement. Nothing may come between it and the end of the transaction. */
export const THEN_COMMIT = '/* then commit */'

/**
 * Stands before a statement that every sale sends: it is planned once per connection, not anew for the values of each. Never for a statement whose
 * best plan depends on its values, as of lists and reports with filters.
 */
export const ONE_PLAN = '/* one plan */'

/** Holds to the end of the transaction, or, outside of one, of the packet. */
const KEEP_PLANS = `select set_config('plan_cache_mode', 'force_generic_plan', true)`

function toParameter(value: unknown): unknown {
  return value instanceof Temporal.Instant ? value.toString() : value
}

const nothing = (command: string): Result => ({ command, rowCount: 0, rows: [] })

/** What Kysely is given in place of the driver's client. */
export class LentConnection {
  readonly #client: pg.PoolClient
  readonly #counter: StatementCounter | undefined
  /** BEGIN was asked for and not sent yet. */
  #begins = false
  /** COMMIT was sent with the last statement; its answer. */
  #ended: Promise<Result> | null = null
  /** What was asked in this turn of the event loop, and leaves at its end. */
  #packet: Packet | null = null
  readonly #types: pg.CustomTypesConfig

  /** @param types how the values of each type are read */
  constructor(client: pg.PoolClient, types: pg.CustomTypesConfig, counter: StatementCounter | undefined) {
    this.#client = client
    this.#types = types
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
    if (this.#begins) {
      this.#begins = false
      // A BEGIN that fails fails for want of a connection, and so does what is sent behind it.
      this.#send('begin', []).catch(() => undefined)
    }
    // Its answer is of no interest; what keeps it from being answered keeps the statement behind it, too.
    if (text.startsWith(ONE_PLAN)) this.#send(KEEP_PLANS, []).catch(() => undefined)
    const asked = this.#send(text, parameters)
    if (text.startsWith(THEN_COMMIT)) {
      this.#ended = this.#send('commit', [])
      // Heard by whoever ends the transaction; until then it is nobody's unhandled rejection.
      this.#ended.catch(() => undefined)
    }
    return asked
  }

  /** The end of a transaction that was never sent, or was sent already. */
  #takeEnd(text: 'commit' | 'rollback'): Promise<Result> | null {
    if (this.#begins) {
      this.#begins = false
      return Promise.resolve(nothing(text.toUpperCase()))
    }
    const ended = this.#ended
    this.#ended = null
    if (ended === null || text === 'commit') return ended
    // The last statement failed, and the COMMIT behind it was passed over; or COMMIT itself failed, and there is nothing left to undo.
    return ended.catch(() => this.#send('rollback', []))
  }

  #send(text: string, parameters: readonly unknown[]): Promise<Result> {
    const values = parameters.map(toParameter)
    this.#counter?.log?.push({ text, values })
    return this.#open().add(text, values)
  }

  /** The packet of this turn: sent when everything that is ready to be sent was added. One packet is one round trip. */
  #open(): Packet {
    if (this.#packet) return this.#packet
    const packet = new Packet(this.#types)
    this.#packet = packet
    if (this.#counter) this.#counter.count += 1
    process.nextTick(() => {
      this.#packet = null
      this.#client.query(packet)
    })
    return packet
  }
}

/** A driver with one connection that somebody else opened, and will close. */
function driverOf(connection: DatabaseConnection): Driver {
  const never = () => Promise.reject(new Error('a verb never begins or ends a transaction'))
  return {
    init: async () => undefined,
    acquireConnection: async () => connection,
    releaseConnection: async () => undefined,
    beginTransaction: never,
    commitTransaction: never,
    rollbackTransaction: never,
    destroy: async () => undefined,
  }
}

/** Kysely over a transaction's connection that does not wait for one statement before it sends the next. */
export function unqueued(connection: DatabaseConnection): Kysely<DB> {
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driverOf(connection),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  })
}

/**
 * Waits for steps of a transaction that do not depend on one another's answers. Their first statements leave in one packet and are
 * executed in the order in which they stand here, so locks are taken in that order.
 * @throws what the first of them, in that order, failed with; the others have ended by then
 */
export async function together<T extends readonly unknown[]>(steps: readonly [...{ [K in keyof T]: Promise<T[K]> | T[K] }]): Promise<T> {
  const settled = await Promise.allSettled(steps)
  const failed = settled.find((s): s is PromiseRejectedResult => s.status === 'rejected')
  if (failed) throw failed.reason
  return settled.map((s) => (s.status === 'fulfilled' ? s.value : undefined)) as unknown as T
}
