/** The documents name files, tables and tests; this fails when one of them is no longer there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** Folders at the top of the repository: what begins with one of them is meant as a path. */
const TOPS = ['apps', 'bench', 'docs', 'packages', 'scripts', '.ci']
/** Made while running, so not in a fresh clone. */
const MADE = ['apps/console/dist', 'docs/pictures']

const documents = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.posix.join('docs', name.split(path.sep).join('/'))),
].sort()

const textOf = (document: string) => readFileSync(path.join(ROOT, document), 'utf8')

/** Repository paths in backticks, such as `apps/server/src/app.ts`; not patterns, commands, routes or placeholders. */
function pathsIn(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\s]+)`/g)].flatMap((m) => m[1] ?? [])
  return quoted.filter((q) => {
    const isPlain = /^[\w.@/-]+$/.test(q)
    const isBelowATop = TOPS.some((top) => q.startsWith(`${top}/`))
    return isPlain && isBelowATop && !MADE.some((made) => q === made || q.startsWith(`${made}/`))
  })
}

/** Where links and pictures of a document lead, relative to it; without anchors and addresses of the web. */
function linksIn(text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap((m) => m[1] ?? [])
  return targets.map((t) => t.split('#')[0] ?? '').filter((t) => t !== '' && !/^[a-z]+:/.test(t))
}

describe('the documents', () => {
  it('are there to be read', () => {
    expect(documents).toEqual(expect.arrayContaining(['README.md', 'README.zh-CN.md', 'docs/tour.md', 'docs/policies.md']))
    expect(pathsIn(textOf('docs/tour.md')).length).toBeGreaterThan(20)
  })

  it.each(documents)('%s names only paths that exist', (document) => {
    expect(pathsIn(textOf(document)).filter((p) => !existsSync(path.join(ROOT, p)))).toEqual([])
  })

  it.each(documents)('%s links only to what exists', (document) => {
    const folder = path.posix.dirname(document)
    const targets = linksIn(textOf(document)).map((t) => path.posix.join(folder, t))
    expect(targets.filter((t) => !MADE.some((made) => t.startsWith(made)) && !existsSync(path.join(ROOT, t)))).toEqual([])
  })

  it('say the same things to users in both languages', () => {
    const pages = (language: string) => readdirSync(path.join(ROOT, 'docs/guide', language)).sort()
    expect(pages('en')).toEqual(pages('zh-CN'))
  })

  it('list every decision, numbered without a gap', () => {
    const files = readdirSync(path.join(ROOT, 'docs/adr')).filter((name) => /^\d/.test(name))
    expect(files.map((name) => Number(name.slice(0, 4)))).toEqual(files.map((_, index) => index + 1))
    const index = textOf('docs/adr/README.md')
    expect(files.filter((name) => !index.includes(`(${name})`))).toEqual([])
  })
})

describe('docs/policies.md', () => {
  /** Rows end in a path and the name of a test there: `path` · "name". */
  const guards = [...textOf('docs/policies.md').matchAll(/`(apps\/[^`]+\.test\.ts)` · “([^”]+)”/g)].map(
    (m) => [m[1] ?? '', m[2] ?? ''] as const,
  )

  it('names a guard for each policy in force', () => {
    const rows = textOf('docs/policies.md')
      .split('\n')
      .filter((line) => /^\| P\d+ \|/.test(line))
    expect(rows.length).toBeGreaterThan(5)
    expect(rows.filter((row) => !/`apps\/[^`]+\.test\.ts` · “/.test(row))).toEqual([])
  })

  it.each(guards)('%s has the test “%s”', (file, name) => {
    expect(readFileSync(path.join(ROOT, file), 'utf8')).toContain(name)
  })
})
