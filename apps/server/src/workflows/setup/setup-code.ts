/** The code that lets another machine run the wizard: shown in the server's terminal, kept in the data folder until the setup is done. */
import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Runtime } from '../../platform/runtime.ts'

/** Without letters and digits that are mistaken for one another. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const LENGTH = 12

const fileIn = (dataDir: string) => path.join(dataDir, 'setup-code')

/** The code of this data folder, readable by its owner only, made on first use. */
export function readSetupCode(dataDir: string): string {
  const file = fileIn(dataDir)
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const code = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  writeFileSync(file, `${code}\n`, { mode: 0o600, flag: 'wx' })
  return code
}

/** Compares in constant time; upper and lower case, spaces and hyphens do not count. */
export function isSetupCode(dataDir: string, given: string | undefined): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const typed = (given ?? '').toUpperCase().replace(/[\s-]/g, '')
  return timingSafeEqual(digest(typed), digest(readSetupCode(dataDir)))
}

export function forgetSetupCode(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true })
}

/** What the terminal says while there is no brand yet: the wizard may be run from another machine with this code only. */
export async function setupNotes(runtime: Runtime): Promise<string[]> {
  if ((await runtime.brands.all()).length > 0) return []
  const code = readSetupCode(runtime.config.dataDir).replace(/(.{4})(?!$)/g, '$1-')
  return [`open this address to set up your shop. From another machine the wizard asks for this code: ${code}`]
}
