import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '../../test/harness.ts'
import { Packet } from './packet.ts'

const base = useDatabase()
const types: pg.CustomTypesConfig = { getTypeParser: pg.types.getTypeParser }
let client: pg.Client

beforeAll(async () => {
  client = new pg.Client({ connectionString: base.ownerUrl })
  await client.connect()
  await client.query('create temporary table thing (id int primary key, name text)')
})

afterAll(() => client.end())

/** Sends statements in one packet. @returns what became of each */
async function send(...statements: [text: string, ...values: unknown[]][]) {
  const packet = new Packet(types)
  const asked = statements.map(([text, ...values]) => packet.add(text, values))
  client.query(packet)
  const settled = await Promise.allSettled(asked)
  return settled.map((s) => (s.status === 'fulfilled' ? s.value : (s.reason as Error).message))
}

const rowsOf = (answer: unknown) => (answer as { rows: unknown[] }).rows

describe('a packet', () => {
  it('answers every statement, in order, the first time and when it is known', async () => {
    for (let time = 0; time < 3; time += 1) {
      const [one, none, two] = await send(
        ['select $1::int as n, null::text as t', time],
        ['delete from thing where id = $1', -1],
        ['select generate_series(1, $1::int) as n', 2],
      )
      expect(one).toEqual({ command: 'SELECT', rowCount: 1, rows: [{ n: time, t: null }] })
      expect(none).toEqual({ command: 'DELETE', rowCount: 0, rows: [] })
      expect(rowsOf(two)).toEqual([{ n: 1 }, { n: 2 }])
    }
  })

  it('passes over what stands behind a failure, and refuses it with that failure', async () => {
    const insert = 'insert into thing (id, name) values ($1, $2)'
    const answers = await send(['begin'], [insert, 1, 'a'], [insert, 1, 'b'], [insert, 2, 'c'], ['commit'])
    expect(answers.slice(0, 2)).toMatchObject([{ command: 'BEGIN' }, { command: 'INSERT', rowCount: 1 }])
    const failure = expect.stringContaining('thing_pkey')
    expect(answers.slice(2)).toEqual([failure, failure, failure])
    await send(['rollback'])
    expect(rowsOf((await send(['select * from thing']))[0])).toEqual([])
  })

  it('parses a statement again that failed, or was passed over, before it was ever answered', async () => {
    const fails = 'select 1 / $1::int as result'
    const behind = 'select $1::int + 1 as behind'
    expect(await send([fails, 0], [behind, 1])).toEqual(['division by zero', 'division by zero'])
    const [result, next] = await send([fails, 1], [behind, 1])
    expect([rowsOf(result), rowsOf(next)]).toEqual([[{ result: 1 }], [{ behind: 2 }]])
  })

  it('serves one statement several times over', async () => {
    const twice = 'select $1::text as word'
    expect((await send([twice, 'a'], [twice, 'b'])).map(rowsOf)).toEqual([[{ word: 'a' }], [{ word: 'b' }]])
  })

  it('refuses a row that cannot be read, and only that statement', async () => {
    const strict: pg.CustomTypesConfig = {
      getTypeParser: (() => () => {
        throw new RangeError('not a number of ours')
      }) as never,
    }
    const packet = new Packet(strict)
    const asked = [packet.add('select 1 as n', []), packet.add('delete from thing', [])]
    client.query(packet)
    const [bad, good] = await Promise.allSettled(asked)
    expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'not a number of ours' } })
    expect(good).toMatchObject({ status: 'fulfilled', value: { command: 'DELETE' } })
  })

  it('refuses a value that cannot be sent before anything is sent', async () => {
    const circle: Record<string, unknown> = {}
    circle.self = circle
    expect(() => new Packet(types).add('select $1::jsonb', [circle])).toThrow(/circular/i)
  })

  it('finds its way again after a table has changed under a known statement', async () => {
    const all = 'select * from thing where id >= $1'
    await send(['insert into thing values ($1, $2)', 7, 'x'], [all, 0])
    await send(['alter table thing add column more int'])
    expect((await send([all, 0]))[0]).toMatch(/cached plan must not change/)
    expect(rowsOf((await send([all, 0]))[0])).toEqual([{ id: 7, name: 'x', more: null }])
  })

  it('refuses what was asked of a connection that broke', async () => {
    const other = new pg.Client({ connectionString: base.ownerUrl })
    other.on('error', () => undefined)
    await other.connect()
    const packet = new Packet(types)
    const asked = [packet.add('select pg_terminate_backend(pg_backend_pid())', []), packet.add('select 1', [])]
    other.query(packet)
    const settled = await Promise.allSettled(asked)
    expect(settled.map((s) => s.status)).toEqual(['rejected', 'rejected'])
  })
})
