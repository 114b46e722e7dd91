/**
 * Statements that leave together and are answered together. The driver sends a barrier (Sync) behind every statement, and the database
 * answers each with a packet of its own; here one barrier stands behind all of them. A statement is parsed once per connection, and its
 * columns are described once. When one fails, the database passes over those behind it, up to the barrier.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { prepareValue } from 'pg/lib/utils.js'
import { serialize } from 'pg-protocol'

export type Result = Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>

interface Asked {
  name: string
  text: string
  values: (string | Buffer | null)[]
  resolve: (result: Result) => void
  reject: (error: Error) => void
}

/** What a connection knows of a statement: nothing yet, that it was sent once, or the columns of its rows. */
type Known = 'sent' | readonly Column[]

interface Column {
  name: string
  parse: (value: string) => unknown
}

const MAX_PREPARED = 500
const names = new Map<string, string>()

/** The name under which a statement is prepared, once per connection; the nameless one beyond a bound, should texts ever vary without end. */
function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= MAX_PREPARED) return ''
  const name = createHash('sha1').update(text).digest('base64url')
  names.set(text, name)
  return name
}

/** What each connection knows of the statements it was sent; forgotten with the connection. */
const knownBy = new WeakMap<pg.Connection, Map<string, Known>>()

/** The database has another plan than the one that was described, or none: asked again, the statement is parsed anew. */
const STALE_PLAN = new Set(['0A000', '26000'])

/** `SELECT 3`, `INSERT 0 3`, `BEGIN`. */
const COMMAND = /^(\w+).*?(?: (\d+))?$/

/** One packet: statements are added until it is submitted; then the driver hands it the database's answers, in their order. */
export class Packet {
  readonly #asked: Asked[] = []
  readonly #types: pg.CustomTypesConfig
  #known = new Map<string, Known>()
  /** The statement that is being answered, what it was found to answer with, and its rows so far. */
  #at = 0
  #described: readonly Column[] | null = null
  #rows: Record<string, unknown>[] = []
  #unreadable: Error | null = null

  /** @param types how the values of each type are read */
  constructor(types: pg.CustomTypesConfig) {
    this.#types = types
  }

  /** @throws what a value that cannot be sent throws, before anything is sent */
  add(text: string, values: readonly unknown[]): Promise<Result> {
    const sent = values.map((value) => prepareValue(value))
    return new Promise((resolve, reject) => this.#asked.push({ name: nameOf(text), text, values: sent, resolve, reject }))
  }

  /** Called by the driver when it is this packet's turn. */
  submit(connection: pg.Connection): void {
    this.#known = knownBy.get(connection) ?? new Map()
    knownBy.set(connection, this.#known)
    const messages = this.#asked.flatMap((asked) => this.#messagesOf(asked))
    connection.stream.write(Buffer.concat([...messages, serialize.sync()]))
  }

  #messagesOf({ name, text, values }: Asked): Buffer[] {
    const bind = serialize.bind({ statement: name, values })
    const known = name === '' ? undefined : this.#known.get(name)
    if (known !== undefined && known !== 'sent') return [bind, serialize.execute()]
    if (name !== '') this.#known.set(name, 'sent')
    return [
      // Sent before and not answered: it may be there or not, and a name is not given twice.
      ...(known === 'sent' ? [serialize.close({ type: 'S', name })] : []),
      serialize.parse({ name, text }),
      bind,
      serialize.describe({ type: 'P' }),
      serialize.execute(),
    ]
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    this.#described = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: this.#types.getTypeParser(dataTypeID, 'text') as Column['parse'],
    }))
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const row: Record<string, unknown> = {}
    try {
      this.#columns().forEach(({ name, parse }, i) => {
        const value = fields[i] ?? null
        row[name] = value === null ? null : parse(value)
      })
    } catch (error) {
      this.#unreadable ??= error instanceof Error ? error : new Error(String(error))
    }
    this.#rows.push(row)
  }

  #columns(): readonly Column[] {
    if (this.#described) return this.#described
    const known = this.#known.get(this.#asked[this.#at]?.name ?? '')
    return known === undefined || known === 'sent' ? [] : known
  }

  handleCommandComplete({ text }: { text: string }): void {
    const asked = this.#asked[this.#at]
    if (!asked) return
    if (asked.name !== '') this.#known.set(asked.name, this.#columns())
    if (this.#unreadable) asked.reject(this.#unreadable)
    else {
      const [, command = text, count] = COMMAND.exec(text) ?? []
      asked.resolve({ command, rowCount: count === undefined ? 0 : Number(count), rows: this.#rows })
    }
    this.#at += 1
    this.#described = null
    this.#rows = []
    this.#unreadable = null
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: 'EMPTY' })
  }

  /** The statement that failed, and those behind it, which the database passed over; or the connection broke, and none is known to be done. */
  handleError(error: Error & { code?: string }): void {
    const failed = this.#asked[this.#at]
    if (failed && STALE_PLAN.has(error.code ?? '')) this.#known.set(failed.name, 'sent')
    for (const asked of this.#asked.splice(this.#at)) asked.reject(error)
  }

  handleReadyForQuery(): void {
    // Every statement was answered by now; one that was not would leave its asker waiting.
    if (this.#at < this.#asked.length) this.handleError(new Error('the database left a statement without an answer'))
  }

  handleCopyInResponse(connection: { sendCopyFail(reason: string): void }): void {
    connection.sendCopyFail('statements that copy are not sent this way')
  }
}
