import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '..')
const locales = join(source, 'locales')
const languages = ['zh-CN', 'zh-TW', 'en']
const namespaces = readdirSync(join(locales, 'zh-CN')).sort()

type Texts = Record<string, string>

/** Every text by its dotted key; plural forms of one text share a key, since languages have different numbers of them. */
function textsOf(language: string, file: string): Texts {
  const texts: Texts = {}
  const walk = (node: unknown, path: string) => {
    if (typeof node === 'string') texts[path.replace(/_(zero|one|two|few|many|other)$/, '')] = node
    else if (typeof node === 'object' && node !== null)
      for (const [key, value] of Object.entries(node)) walk(value, path ? `${path}.${key}` : key)
  }
  walk(JSON.parse(readFileSync(join(locales, language, file), 'utf8')), '')
  return texts
}

function filesUnder(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name) && !name.includes('.test.') && !name.includes('node_modules'))
    .map((name) => join(folder, name))
}

test.each(languages)('%s has the same files as simplified Chinese', (language) => {
  expect(readdirSync(join(locales, language)).sort()).toEqual(namespaces)
})

test.each(namespaces)('%s says the same things in every language', (file) => {
  const chinese = textsOf('zh-CN', file)
  for (const language of languages) {
    const texts = textsOf(language, file)
    expect(Object.keys(texts).sort(), `keys of ${language}/${file}`).toEqual(Object.keys(chinese).sort())
    for (const [key, text] of Object.entries(texts)) {
      expect(text.trim(), `${language}/${file} ${key}`).not.toBe('')
      const holes = (s: string | undefined) => [...new Set((s ?? '').match(/\{\{\s*\w+/g) ?? [])].sort()
      // 8.8 折 and 12 % off are made of the same number, so only the names of the holes have to agree.
      expect(holes(text), `placeholders of ${language}/${file} ${key}`).toEqual(holes(chinese[key]))
    }
  }
})

test('every text that a page names exists', () => {
  const known = new Map(namespaces.map((file) => [file.replace('.json', ''), textsOf('zh-CN', file)]))
  const missing: string[] = []
  for (const file of filesUnder(source, /\.tsx?$/)) {
    const code = readFileSync(file, 'utf8')
    const namespace = /useTranslation\(\[?'([\w-]+)'/.exec(code)?.[1] ?? 'common'
    for (const [, key = ''] of code.matchAll(/\bt\(\s*'([^']+)'/g)) {
      const [ns, path] = key.includes(':') ? (key.split(':') as [string, string]) : [namespace, key]
      if (!(path in (known.get(ns) ?? {}))) missing.push(`${file.slice(source.length)}: ${key}`)
    }
  }
  expect(missing).toEqual([])
})

/** The texts that are there before anything is drawn (`i18n.ts`). */
const ALWAYS = ['common', 'errors']
const namesIn = (call: string) => [...call.matchAll(/'([\w-]+)'/g)].map(([, name = '']) => name)
const asked = (code: string) => [...code.matchAll(/useTranslation\(([^)]*)\)/g)].map(([, call = '']) => namesIn(call))

/** A text that is still on its way hides everything up to the nearest `Suspense`, an open dialog with its cursor too. */
test('what is loaded late asks at once for all the texts it will ever say', () => {
  const codes = new Map(filesUnder(source, /\.tsx?$/).map((file) => [file, readFileSync(file, 'utf8')]))
  const named = (file: string, pattern: RegExp) =>
    [...(codes.get(file) ?? '').matchAll(pattern)].map(([, path = '']) => join(dirname(file), path)).filter((other) => codes.has(other))
  const late = [...codes.keys()].flatMap((file) => named(file, /\bimport\('(\.[^']+)'\)/g))
  expect(late.length).toBeGreaterThan(40)
  const forgotten = [...new Set(late)].flatMap((entry) => {
    const drawn = new Set([entry])
    for (const file of drawn) for (const other of named(file, /^(?:import|export) (?!type\b)[^;]*?from '(\.[^']+)'/gms)) drawn.add(other)
    const first = new Set([...ALWAYS, ...(asked(codes.get(entry) ?? '')[0] ?? [])])
    const lacking = [...drawn].flatMap((file) => asked(codes.get(file) ?? '').flat()).filter((name) => !first.has(name))
    return lacking.length > 0 ? [`${entry.slice(source.length)}: ${[...new Set(lacking)].sort().join(', ')}`] : []
  })
  expect(forgotten).toEqual([])
})

test('what every page shares says only what is always there', () => {
  const shared = ['components', 'lib'].flatMap((folder) => filesUnder(join(source, folder), /\.tsx?$/))
  const elsewhere = shared.flatMap((file) => asked(readFileSync(file, 'utf8')).flat()).filter((name) => !ALWAYS.includes(name))
  expect(elsewhere).toEqual([])
})

test('every problem the server can answer with has words', () => {
  const words = textsOf('zh-CN', 'errors.json')
  const codes = filesUnder(join(source, '../../server/src'), /\.ts$/).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bproblem\('(\w+)'/g)].map((m) => m[1]),
  )
  expect(codes.length).toBeGreaterThan(0)
  expect([...new Set(codes)].filter((code) => !(`${code}.title` in words))).toEqual([])
})
