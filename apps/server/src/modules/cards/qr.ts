/**
 * The QR of a card: `M`, a letter for its kind, and base 32 of card, print and proof. Keyed by the brand, so that nobody can make one, and
 * one of another brand is a counterfeit here. A printed one (`S`) lasts as long as the card; one on a phone (`R`) for its minute and the next.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Keyring } from '../../platform/crypto.ts'
import { BASE32, fromBase32, toBase32 } from './codes.ts'

const PROOF_BYTES = 10
const STEP_SECONDS = 60
/** 5 bytes card, 1 byte print, 10 bytes proof; a phone's with 4 bytes of time. */
const FORM = new RegExp(`^M(?:S${BASE32}{26}|R${BASE32}{32})$`)

export interface QrFace {
  cardNo: number
  qrVersion: number
}

function headOf({ cardNo, qrVersion }: QrFace, step: number | null): Buffer {
  const head = Buffer.alloc(step === null ? 6 : 10)
  head.writeUIntBE(cardNo, 0, 5)
  head.writeUInt8(qrVersion % 256, 5)
  if (step !== null) head.writeUInt32BE(step, 6)
  return head
}

function proofOf(keys: Keyring, head: Buffer): Buffer {
  return keys.mac('card-qr', head.toString('hex')).subarray(0, PROOF_BYTES)
}

/** What is printed on a card. */
export function printedQr(keys: Keyring, face: QrFace): string {
  const head = headOf(face, null)
  return `MS${toBase32(Buffer.concat([head, proofOf(keys, head)]))}`
}

/** What a phone shows now, and until when it is shown. */
export function phoneQr(keys: Keyring, face: QrFace, now: Temporal.Instant): { text: string; showUntil: Temporal.Instant } {
  const step = Math.floor(now.epochMilliseconds / 1000 / STEP_SECONDS)
  const head = headOf(face, step)
  const showUntil = Temporal.Instant.fromEpochMilliseconds((step + 1) * STEP_SECONDS * 1000)
  return { text: `MR${toBase32(Buffer.concat([head, proofOf(keys, head)]))}`, showUntil }
}

/** Whether a text claims to be a member's QR; whether it is one, `readQr` says. */
export function looksLikeQr(text: string): boolean {
  return FORM.test(text.trim().toUpperCase())
}

export type QrReading = { ok: true; face: QrFace; isPhone: boolean } | { ok: false; why: 'counterfeit' | 'stale' }

/** Reads a scanned QR. `counterfeit`: not made by this brand; `stale`: a phone's, of an earlier minute. */
export function readQr(keys: Keyring, text: string, now: Temporal.Instant): QrReading {
  const code = text.trim().toUpperCase()
  const bytes = FORM.test(code) ? fromBase32(code.slice(2)) : null
  const isPhone = code[1] === 'R'
  const headBytes = isPhone ? 10 : 6
  if (bytes === null || bytes.length !== headBytes + PROOF_BYTES) return { ok: false, why: 'counterfeit' }
  const head = bytes.subarray(0, headBytes)
  if (!timingSafeEqual(bytes.subarray(headBytes), proofOf(keys, head))) return { ok: false, why: 'counterfeit' }
  const face = { cardNo: head.readUIntBE(0, 5), qrVersion: head.readUInt8(5) }
  if (!isPhone) return { ok: true, face, isPhone }
  const age = Math.floor(now.epochMilliseconds / 1000 / STEP_SECONDS) - head.readUInt32BE(6)
  return age === 0 || age === 1 ? { ok: true, face, isPhone } : { ok: false, why: 'stale' }
}
