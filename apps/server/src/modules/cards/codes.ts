/** What stands on cards and is scanned: numbers with a check digit, codes in base 32, and the payment codes they must never be taken for. Pure. */

/** Crockford's: no I, L, O and U, so that nothing read aloud or written down is taken for something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const BASE32 = '[0-9A-HJKMNP-TV-Z]'

export function toBase32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text
}

/** The bytes of a text that `toBase32` made; null for anything else, also where spare bits are not zero. */
export function fromBase32(text: string): Buffer | null {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const character of text) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) return null
    held = (held << 5) | value
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >> bits) & 255)
    held &= (1 << bits) - 1
  }
  return held === 0 && bits < 5 ? Buffer.from(bytes) : null
}

/** Luhn's check over an alphabet of `base` characters: finds every wrong character and nearly every swap of neighbours. */
function checkValue(values: readonly number[], base: number): number {
  const sum = values.toReversed().reduce((total, value, index) => {
    const doubled = value * (index % 2 === 0 ? 2 : 1)
    return total + Math.floor(doubled / base) + (doubled % base)
  }, 0)
  return (base - (sum % base)) % base
}

/** Letters count as two digits, A is 10. */
function digitsOf(text: string): number[] {
  return [...text].flatMap((c) => (/[0-9]/.test(c) ? [Number(c)] : [...String(c.charCodeAt(0) - 55)].map(Number)))
}

/** The running number of a card in the brand's pattern: prefix, digits, check digit. Never long enough to be a payment code. */
export function cardNumberOf(pattern: { prefix: string; digits: number }, running: number): string {
  const body = `${pattern.prefix}${String(running).padStart(pattern.digits, '0')}`
  return `${body}${checkValue(digitsOf(body), 10)}`
}

/** A number as it was typed or scanned, in the one form in which it is kept. */
export function foldNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\-.·]/g, '')
    .toUpperCase()
}

/** `8000 0000 17`: as people read a number out. */
export function groupNumber(number: string): string {
  return number.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

/** The first letter is no digit, so a code is never a payment code nor a barcode of goods. */
export const GIFT_CODE = new RegExp(`^G${BASE32}{15}$`)

/** A gift card's code from secret bytes: G, 14 characters, and a check character. */
export function giftCodeOf(secret: Uint8Array): string {
  const body = `G${toBase32(secret).slice(0, 14)}`
  return body + checkCharacter(body)
}

function checkCharacter(body: string): string {
  return (
    ALPHABET[
      checkValue(
        [...body].map((c) => ALPHABET.indexOf(c)),
        32,
      )
    ] ?? ''
  )
}

/** The code as it is kept nowhere: what people write for O, I and L is understood. Null when it cannot be one, or is mistyped. */
export function readGiftCode(text: string): string | null {
  const code = foldNumber(text).replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return GIFT_CODE.test(code) && checkCharacter(code.slice(0, -1)) === code.slice(-1) ? code : null
}

/** `G7K2-9QXM-4TWD-0H3R` */
export function groupGiftCode(code: string): string {
  return code.replaceAll(/(.{4})(?=.)/g, '$1-')
}

const PAYMENT_CODES = [
  ['wechat', /^1[0-5]\d{16}$/],
  ['alipay', /^(?:2[5-9]|30)\d{14,22}$/],
  ['unionpay', /^62\d{17}$/],
] as const

export type PaymentChannel = (typeof PAYMENT_CODES)[number][0]

/** Whose payment code a customer has held out, or null. Such a code is money: it is never looked for among members or goods. */
export function paymentChannelOf(text: string): PaymentChannel | null {
  const digits = text.trim()
  return PAYMENT_CODES.find(([, pattern]) => pattern.test(digits))?.[0] ?? null
}
