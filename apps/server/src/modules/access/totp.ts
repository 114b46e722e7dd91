/** Six digits that an app shows for half a minute (RFC 6238). No database, no clock of its own. */
import { Secret, TOTP } from 'otpauth'

const DIGITS = 6
const PERIOD_SECONDS = 30
/** A code of the step before or after is accepted too: clocks of phones differ. */
const WINDOW = 1

/** A new secret, as the app takes it when it is typed in by hand. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** What the QR code for the app says. */
export function totpUri(secret: string, who: { brand: string; signInName: string }): string {
  return totpOf(secret, { issuer: who.brand, label: who.signInName }).toString()
}

/** The time step this code belongs to, at most one away from now; null when it is no code of this secret. */
export function stepOf(secret: string, code: string, now: Temporal.Instant): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now.epochMilliseconds, window: WINDOW })
  return delta === null ? null : Math.floor(now.epochMilliseconds / 1000 / PERIOD_SECONDS) + delta
}

function totpOf(secret: string, names: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({ ...names, secret: Secret.fromBase32(secret), digits: DIGITS, period: PERIOD_SECONDS })
}
