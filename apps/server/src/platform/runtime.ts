/** What one running server owns, handed to the route plugins: no globals. */
import type pg from 'pg'
import type { Logger } from 'pino'
import type { BrandRegistry } from './brands.ts'
import type { Config } from './config.ts'
import type { Actor, Brand, ReadCtx, WriteCtx } from './ctx.ts'
import type { StatementCounter } from './db.ts'
import type { Clock } from './time.ts'
import type { Claim } from './write.ts'
import { type Outcome, runWrite } from './write.ts'

/** Turns a session token into who it stands for; given by the access room, so that platform knows no staff. */
export type Authenticate = (token: string) => Promise<{ brand: Brand; actor: Actor } | null>

export interface Runtime {
  config: Config
  clock: Clock
  log: Logger
  pool: pg.Pool
  brands: BrandRegistry
  authenticate: Authenticate
  /** Connects as the owner of every schema: only for founding a brand, migrating and jobs. */
  ownerUrl: string
  counter?: StatementCounter | undefined
}

/** A context for reading: every statement sees the newest committed rows. */
export function readCtx(runtime: Runtime, brand: Brand, actor: Actor): ReadCtx {
  return { db: runtime.brands.dbOf(brand), brand, actor, now: runtime.clock.now() }
}

/** Runs a verb in a transaction of its own, outside a request (jobs, command line) or within one. */
export function write<T>(
  runtime: Runtime,
  brand: Brand,
  actor: Actor,
  run: (ctx: WriteCtx) => Promise<T>,
  claim?: Claim,
): Promise<Outcome<T>> {
  return runWrite({ db: runtime.brands.dbOf(brand), brand, actor, now: runtime.clock.now(), run, claim })
}
