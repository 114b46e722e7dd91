/**
 * The way to PostgreSQL: one pool for the process, one Kysely per brand on top of it.
 *
 * A connection lent to a brand runs under that brand's own role with that brand's schema as its search path, so that no statement,
 * however wrong, can read another brand's rows. Statements go out as named prepared statements: planned once per connection.
 */
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { LentConnection, type StatementCounter } from './connection.ts'
import type { DB } from './schema.gen.ts'

export type { StatementCounter } from './connection.ts'
export type { DB }
export type Db = Kysely<DB>
export type Tx = Transaction<DB>

/** Reads bigint as a number of fen (refusing what a double cannot hold), timestamptz as an Instant, date as `YYYY-MM-DD`. */
function parserOf(oid: number, format: 'text' | 'binary' = 'text'): (value: string) => unknown {
  if (oid === pg.types.builtins.INT8) return parseSafeInteger
  if (oid === pg.types.builtins.TIMESTAMPTZ) return (value) => Temporal.Instant.from(value)
  if (oid === pg.types.builtins.DATE) return (value) => value
  if (oid === pg.types.builtins.NUMERIC) return parseSafeInteger
  return pg.types.getTypeParser(oid, format)
}

function parseSafeInteger(value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError('a number beyond the safe integers came from the database')
  return number
}

const types: pg.CustomTypesConfig = { getTypeParser: parserOf as typeof pg.types.getTypeParser }

const STATEMENT_TIMEOUT_MS = 15_000

/**
 * Opens a pool. A till's statement is given up after 15 s, its wait for a lock after 5 s; proofs over a whole ledger may take their time.
 * @param statementTimeoutMs 0 for no limit
 * @param more settings of every connection, for work of a kind of its own
 */
export function openPool(
  connectionString: string,
  max = 10,
  statementTimeoutMs = STATEMENT_TIMEOUT_MS,
  more: Readonly<Record<string, string>> = {},
): pg.Pool {
  const settings = {
    timezone: 'UTC',
    lock_timeout: '5000',
    statement_timeout: String(statementTimeoutMs),
    idle_in_transaction_session_timeout: '30000',
    ...more,
  }
  const config: pg.PoolConfig = {
    connectionString,
    max,
    types,
    application_name: 'yunbin',
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  }
  const pool = new pg.Pool(config)
  // An idle connection that breaks (database restarted) is dropped by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  // The same for one that breaks while it is lent: the statement under way is refused, which is how its borrower hears of it.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** Which role and schema a connection works for. */
export interface Scope {
  role: string
  schema: string
}

const scopeOf = new WeakMap<pg.PoolClient, string>()

/** Puts a connection under a scope; once there, it stays until another scope borrows it. */
async function enter(client: pg.PoolClient, scope: Scope, counter: StatementCounter | undefined): Promise<void> {
  const wanted = `${scope.role}/${scope.schema}`
  if (scopeOf.get(client) === wanted) return
  scopeOf.delete(client)
  if (counter) counter.count += 1
  const id = pg.escapeIdentifier
  await client.query(`reset role; set search_path to ${id(scope.schema)}; set role ${id(scope.role)}`)
  scopeOf.set(client, wanted)
}

/** A Kysely whose every connection works for one brand. Cheap: it owns nothing but the pool it is given. */
export function openScope(pool: pg.Pool, scope: Scope, counter?: StatementCounter): Db {
  const lend = async () => {
    const client = await pool.connect()
    try {
      await enter(client, scope, counter)
    } catch (error) {
      client.release(true)
      throw error
    }
    return new LentConnection(client, types, counter)
  }
  const scoped = { connect: lend, end: async () => undefined, options: {} }
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: scoped as never }) })
}

/** SQLSTATEs after which the same transaction may succeed when run again: serialisation failure and deadlock. */
export function isRetryable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01')
}

/** Whether the database could not be reached or gave up for want of time, as against refusing what was asked. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|53|57P|55P03|57014)/.test(error.code ?? '')
  if (!(error instanceof Error)) return false
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return (
    /^(ECONN|EPIPE|ENOENT|ETIMEDOUT)/.test(code) || /Connection terminated|timeout exceeded|Client has encountered/i.test(error.message)
  )
}

/** The name of the unique constraint or check that a statement ran into, if it did. */
export function violatedConstraint(error: unknown): string | null {
  if (!(error instanceof pg.DatabaseError)) return null
  return /^23/.test(error.code ?? '') ? (error.constraint ?? null) : null
}
