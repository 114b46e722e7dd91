/** Every text stands in every language, with the same placeholders, and every problem the API names has words. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '..')
const LOCALES = path.join(ROOT, 'apps/console/src/locales')
const BASE = 'zh-CN'
const EVERYWHERE = ['invalid_input', 'not_signed_in', 'forbidden', 'not_found', 'too_many_requests', 'unavailable', 'internal']

type Texts = Map<string, string>

const languages = readdirSync(LOCALES).sort()
const files = [...new Set(languages.flatMap((language) => readdirSync(path.join(LOCALES, language))))].sort()
const complaints: string[] = []

for (const file of files) {
  const base = textsOf(BASE, file)
  for (const language of languages.filter((l) => l !== BASE)) compare(language, file, base, textsOf(language, file))
}
for (const language of languages) checkProblems(language)

for (const complaint of complaints) console.error(complaint)
console.log(`${files.length} files in ${languages.length} languages, ${complaints.length} gaps`)
if (complaints.length > 0) process.exitCode = 1

function compare(language: string, file: string, base: Texts, other: Texts): void {
  for (const [key, text] of base) {
    const theirs = other.get(key)
    if (theirs === undefined) complaints.push(`${language}/${file}: ${key} is missing`)
    else if (theirs.trim() === '' && text.trim() !== '') complaints.push(`${language}/${file}: ${key} is empty`)
    else if (placeholders(theirs) !== placeholders(text)) complaints.push(`${language}/${file}: ${key} has other placeholders than ${BASE}`)
  }
  for (const key of other.keys()) if (!base.has(key)) complaints.push(`${language}/${file}: ${key} is not in ${BASE}`)
}

/** `errors.<code>`, wherever the console keeps it: a file of that name, or an `errors` object in another. */
function checkProblems(language: string): void {
  const known = new Set<string>()
  for (const file of files) {
    const prefix = file === 'errors.json' ? '' : 'errors.'
    for (const key of textsOf(language, file).keys()) if (key.startsWith(prefix)) known.add(key.slice(prefix.length))
  }
  for (const code of problemCodes())
    if (!known.has(code) && !known.has(`${code}.title`)) complaints.push(`${language}: no words for the problem ${code}`)
}

/** The codes that the descriptions of responses list as `code`: title, and those any route may answer. */
function problemCodes(): string[] {
  const text = readFileSync(path.join(ROOT, 'openapi.json'), 'utf8')
  return [...new Set([...EVERYWHERE, ...[...text.matchAll(/`([a-z][a-z0-9_]+)`: /g)].flatMap((match) => match[1] ?? [])])].sort()
}

function textsOf(language: string, file: string): Texts {
  const texts: Texts = new Map()
  const walk = (value: unknown, prefix: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, prefix ? `${prefix}.${key}` : key)
      // Chinese has one plural form, English two: they are one text.
    } else texts.set(prefix.replace(/_(zero|one|two|few|many|other)$/, ''), String(value))
  }
  try {
    walk(JSON.parse(readFileSync(path.join(LOCALES, language, file), 'utf8')), '')
  } catch (error) {
    complaints.push(`${language}/${file}: ${(error as Error).message}`)
  }
  return texts
}

function placeholders(text: string): string {
  const names = [...text.matchAll(/\{\{-?\s*([\w.]+)/g)].flatMap((match) => match[1] ?? [])
  return [...new Set(names)].sort().join(' ')
}
