/** The walls of docs/design.md, as failing tests. What each room may import, which tables it writes, how long a file is, who is let in. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { useDatabase } from './harness.ts'
import { openApi } from './http.ts'
import { ACTIVITY, BASE, KEPT_BY, OWN, PUBLIC, READERS } from './walls.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const SRC = path.join(ROOT, 'apps/server/src')

interface Source {
  /** Relative to apps/server/src, with slashes. */
  name: string
  text: string
  imports: string[]
}

function filesUnder(folder: string, wanted: RegExp): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](node_modules|dist)[\\/]/.test(file))
}

function readSource(file: string): Source {
  const text = readFileSync(file, 'utf8')
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].flatMap((m) => m[1] ?? [])
  const imports = found.map((target) => path.relative(SRC, path.resolve(path.dirname(file), target)).replaceAll(path.sep, '/'))
  return { name: path.relative(SRC, file).replaceAll(path.sep, '/'), text, imports }
}

const sources = filesUnder(SRC, /\.ts$/).map(readSource)
const product = sources.filter((s) => !s.name.endsWith('.test.ts'))

/** `platform`, `modules/<room>`, `workflows/<flow>`, else the top: what stands above all walls. */
function roomOf(name: string): string {
  const [first, second] = name.split('/')
  if (first === 'platform') return 'platform'
  if ((first === 'modules' || first === 'workflows') && second !== undefined) return `${first}/${second}`
  return 'top'
}

/** Every import that leaves its room and is not allowed to, as readable lines. */
function trespasses(allowed: (from: string, target: string) => boolean, rooms: (room: string) => boolean): string[] {
  return product.flatMap((source) => {
    const room = roomOf(source.name)
    if (!rooms(room)) return []
    return source.imports.filter((t) => roomOf(t) !== room && !allowed(room, t)).map((t) => `${source.name} → ${t}`)
  })
}

const indexOf = (rooms: readonly string[]) => rooms.map((room) => `modules/${room}/index.ts`)
const isOf = (rooms: readonly string[]) => (room: string) => rooms.includes(room.replace('modules/', ''))

describe('who may import whom', () => {
  it('knows every room, so that no new one stands outside the walls', () => {
    const rooms = new Set(product.map((s) => roomOf(s.name)).filter((r) => r.startsWith('modules/')))
    const known = [...BASE, ...ACTIVITY, ...READERS].map((r) => `modules/${r}`)
    expect([...rooms].filter((r) => !known.includes(r))).toEqual([])
  })

  it('lets platform import nothing of ours', () => {
    expect(
      trespasses(
        () => false,
        (room) => room === 'platform',
      ),
    ).toEqual([])
  })

  it('lets base rooms import platform and the index of one another', () => {
    const open = indexOf(BASE)
    expect(trespasses((_, t) => t.startsWith('platform/') || open.includes(t), isOf(BASE))).toEqual([])
  })

  it('lets activity rooms import platform and the index of base rooms, never one another', () => {
    const open = indexOf(BASE)
    expect(trespasses((_, t) => t.startsWith('platform/') || open.includes(t), isOf(ACTIVITY))).toEqual([])
  })

  it('lets readers and workflows import platform and any index', () => {
    const open = indexOf([...BASE, ...ACTIVITY, ...READERS])
    const isAllowed = (_: string, t: string) => t.startsWith('platform/') || open.includes(t) || /^workflows\/[^/]+\/index\.ts$/.test(t)
    expect(trespasses(isAllowed, (room) => isOf(READERS)(room) || room.startsWith('workflows/'))).toEqual([])
  })

  it('keeps workflows to themselves and to the top: no room imports one', () => {
    const offenders = product.filter((s) => /^(platform|modules)\//.test(s.name) && s.imports.some((t) => t.startsWith('workflows/')))
    expect(offenders.map((s) => s.name)).toEqual([])
  })

  it('has no cycles between rooms', () => {
    const edges = new Map<string, Set<string>>()
    for (const source of product) {
      const from = roomOf(source.name)
      if (from === 'top') continue
      const targets = edges.get(from) ?? new Set<string>()
      for (const target of source.imports.map(roomOf)) if (target !== from && target !== 'top') targets.add(target)
      edges.set(from, targets)
    }
    expect(cyclesOf(edges)).toEqual([])
  })
})

function cyclesOf(edges: Map<string, Set<string>>): string[] {
  const cycles: string[] = []
  const done = new Set<string>()
  const visit = (room: string, trail: readonly string[]): void => {
    const at = trail.indexOf(room)
    if (at >= 0) cycles.push([...trail.slice(at), room].join(' → '))
    if (at >= 0 || done.has(room)) return
    for (const next of edges.get(room) ?? []) visit(next, [...trail, room])
    done.add(room)
  }
  for (const room of edges.keys()) visit(room, [])
  return cycles
}

/** Which room keeps which table: the migration's name says it, `0005_members.sql`. */
function keepers(): Map<string, string> {
  const folder = path.join(ROOT, 'apps/server/migrations/brand')
  const kept = new Map<string, string>()
  for (const file of readdirSync(folder)) {
    const room = file.replace(/^\d+_|\.sql$/g, '')
    for (const [, table] of readFileSync(path.join(folder, file), 'utf8').matchAll(/create table (?:if not exists )?([a-z_]+)/g)) {
      if (table) kept.set(table, KEPT_BY[table] ?? room)
    }
  }
  return kept
}

const WRITES =
  /(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*['"`]([a-z_]+)|\b(?:insert into|delete from|merge into|truncate)\s+([a-z_]+)|\bupdate\s+([a-z_]+)(?:\s+(?:as\s+)?[a-z_]+)?\s+set\b/gi

describe('who writes which table', () => {
  it('is only the room that keeps it', () => {
    const kept = keepers()
    const offenders = product.flatMap((source) => {
      const room = roomOf(source.name).replace('modules/', '')
      const tables = [...source.text.matchAll(WRITES)].map((m) => m[1] ?? m[2] ?? m[3] ?? '')
      return tables.filter((t) => kept.has(t) && kept.get(t) !== room).map((t) => `${source.name} writes ${t} of ${kept.get(t)}`)
    })
    expect(offenders).toEqual([])
  })

  it('finds every table a keeper that exists', () => {
    const rooms = ['platform', ...BASE, ...ACTIVITY, ...READERS]
    expect([...keepers()].filter(([, room]) => !rooms.includes(room))).toEqual([])
  })
})

describe('the rules of the house', () => {
  it('keeps files short: 300 lines, 250 in the console', () => {
    const folders = ['apps/server', 'apps/console/src', 'apps/console/e2e', 'packages', 'bench', 'scripts'].map((f) => path.join(ROOT, f))
    const files = folders.flatMap((folder) => filesUnder(folder, /\.tsx?$/)).filter((file) => !file.endsWith('.gen.ts'))
    const long = files.flatMap((file) => {
      const lines = readFileSync(file, 'utf8').split('\n').length - 1
      const budget = file.includes(`apps${path.sep}console${path.sep}src`) ? 250 : 300
      return lines > budget ? [`${path.relative(ROOT, file)}: ${lines}`] : []
    })
    expect(long).toEqual([])
  })

  it('asks the clock of the context only', () => {
    const isAllowed = (name: string) => name === 'platform/time.ts' || name.startsWith('commands/') || name === 'platform/ids.ts'
    const offenders = product.filter((s) => !isAllowed(s.name) && /Date\.now\(|new Date\(\)|Temporal\.Now/.test(s.text))
    expect(offenders.map((s) => s.name)).toEqual([])
  })

  it('leaves beginning and committing to the one helper for writes', () => {
    const offenders = product.filter((s) => s.name !== 'platform/write.ts' && /\.transaction\(\)|startTransaction\(/.test(s.text))
    expect(offenders.map((s) => s.name)).toEqual([])
  })

  it('sends nothing in parallel on a context that writes', () => {
    const offenders = product.filter((s) => /WriteCtx/.test(s.text) && /Promise\.(all|allSettled|any|race)\(/.test(s.text))
    expect(offenders.map((s) => s.name)).toEqual([])
  })
})

describe('who is let in', () => {
  const base = useDatabase()
  const api = openApi(base)

  interface Operation {
    name: string
    method: string
    url: string
    description: string
  }

  async function operations(): Promise<Operation[]> {
    const app = await api.app()
    await app.ready()
    const { paths = {} } = app.swagger() as { paths?: Record<string, Record<string, { description?: string }>> }
    return Object.entries(paths).flatMap(([url, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${url}`,
        method: method.toUpperCase(),
        url: url.replace(/\{[^}]+\}/g, '00000000-0000-7000-8000-000000000000'),
        description: operation.description ?? '',
      })),
    )
  }

  it('is decided by a declared ability, but for a short list', async () => {
    const undeclared = (await operations()).filter((o) => !o.description.startsWith('Ability: ')).map((o) => o.name)
    expect(undeclared.filter((name) => !PUBLIC.includes(name) && !OWN.includes(name))).toEqual([])
  })

  it('is nobody who has not signed in, but on the public routes', async () => {
    const app = await api.app()
    const closed = (await operations()).filter((o) => !PUBLIC.includes(o.name))
    expect(closed.length).toBeGreaterThan(0)
    const open: string[] = []
    for (const { name, method, url } of closed) {
      const answer = await app.inject({ method: method as 'GET', url })
      if (answer.statusCode !== 401) open.push(`${name} answered ${answer.statusCode}`)
    }
    expect(open).toEqual([])
  })

  it('goes through the helpers: no room but those with public routes makes a route by hand', () => {
    const byHand = product.filter(
      (s) => /^(modules|workflows)\//.test(s.name) && /\bapp\.(route|get|post|put|patch|delete|all)\(/.test(s.text),
    )
    const isPublic = (name: string) => name.startsWith('modules/access/') || name.startsWith('workflows/setup/')
    expect(byHand.map((s) => s.name).filter((name) => !isPublic(name))).toEqual([])
  })
})
