/** Prints the gzipped size of every script the sign-in page loads, and fails above the budget. Run after `npm run build`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

interface Chunk {
  file: string
  imports?: string[]
}

const BUDGET = 300_000
const PAGE = 'src/features/session/sign-in-page.tsx'
// What the texts of one language add: the sign-in page reads three small files of it.
const TEXTS = ['common', 'errors', 'session'].map((name) => `src/locales/zh-CN/${name}.json`)

const dist = join(import.meta.dirname, '..', 'dist')
const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8')) as Record<string, Chunk>

const files = new Set<string>()
function collect(name: string): void {
  const chunk = manifest[name]
  if (!chunk || files.has(chunk.file)) return
  files.add(chunk.file)
  for (const imported of chunk.imports ?? []) collect(imported)
}
for (const name of ['index.html', PAGE, ...TEXTS]) {
  if (!manifest[name]) throw new Error(`${name} is not in the build`)
  collect(name)
}

let total = 0
for (const file of files) {
  const size = gzipSync(readFileSync(join(dist, file))).length
  total += size
  console.log(`${String(size).padStart(8)}  ${file}`)
}
console.log(`${String(total).padStart(8)}  in all, of ${BUDGET}`)
if (total > BUDGET) process.exit(1)
