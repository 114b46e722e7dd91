/** Codes on paper for the day the phone is lost. Only keyed digests of them are kept. */
import { randomInt } from 'node:crypto'
import type { Brand } from '../../platform/ctx.ts'

/** No letter that looks like another one or like a digit. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const LENGTH = 10
const COUNT = 10

/** Ten codes, as `ABCDE-23456`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => {
    const text = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
    return `${text.slice(0, LENGTH / 2)}-${text.slice(LENGTH / 2)}`
  })
}

/** Whether what was typed has the form of one, however it is spaced. */
export function isRecoveryCode(typed: string): boolean {
  return plain(typed).length === LENGTH
}

/** What is kept of a code: an HMAC under the brand's key, bound to the person, as a decimal for a bigint column. */
export function recoveryDigest(brand: Brand, staffId: string, code: string): string {
  return brand.keys.token('recovery', `${staffId}|${plain(code)}`)
}

function plain(code: string): string {
  return code.toUpperCase().replace(/[^A-Z0-9]/g, '')
}
