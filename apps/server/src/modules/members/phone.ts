/** Mobile phone numbers: one written form, and how much of them is shown to whom. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'

export interface Phone {
  e164: string
  /** As dialled inside its country, digits only. */
  national: string
  country: string | undefined
}

/** Reads a mobile number written in any way; without a country code it is one of China. Null when it is none. */
export function parsePhone(text: string): Phone | null {
  const phone = parsePhoneNumberFromString(text.normalize('NFKC'), 'CN')
  if (!phone?.isValid()) return null
  return { e164: phone.number, national: phone.nationalNumber, country: phone.country }
}

/** As people write it: numbers of China without the country code. */
export function showPhone(e164: string): string {
  return e164.startsWith('+86') ? e164.slice(3) : e164
}

/** `138****5678`: the last four digits, and at most three at the beginning as long as four stay hidden. */
export function maskPhone(e164: string): string {
  // Of China's numbers the country code is known; reading each by the whole world's rules takes longer than unsealing it.
  const digits = e164.startsWith('+86') ? e164.slice(3) : (parsePhone(e164)?.national ?? e164.replaceAll(/\D/g, ''))
  const kept = Math.max(0, Math.min(3, digits.length - 8))
  return `${digits.slice(0, kept)}****${digits.slice(-4)}`
}
