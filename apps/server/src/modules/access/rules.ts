/** Secrets and sessions: what is acceptable, what is alive, how long to wait. No database, no clock. */
import { createHash, randomBytes } from 'node:crypto'

export const PASSWORD_MIN = 8
/** Argon2 hashes what it is given: a bound keeps a long text from being work. */
export const PASSWORD_MAX = 200

/** Tries before the first wait; then 30 s, doubling to an hour. */
export const FREE_TRIES = 5
export const FIRST_WAIT_SECONDS = 30
export const LONGEST_WAIT_SECONDS = 3_600
/** After a day without failures the count starts afresh. */
export const FORGET_AFTER_HOURS = 24

export const SESSION_DAYS = 30
export const IDLE_HOURS = 12
const TOUCH_SECONDS = 300
/** At a shared till the idle time is counted in minutes, so use is written down more often. */
const SHARED_TOUCH_SECONDS = 30

export const APPROVAL_MINUTES = 5
/** How long a right password waits for its second factor, and a question for its passkey. */
export const PENDING_MINUTES = 5
export const CHALLENGE_MINUTES = 5
/** Sessions that ended are listed nowhere; they are kept so long for whoever asks what happened. */
export const ENDED_SESSION_DAYS = 90

/** A new token `<brandSlug>.<secret>`; only the hash of the secret is kept. */
export function newToken(brandSlug: string): { token: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url')
  return { token: `${brandSlug}.${secret}`, hash: hashOf(secret) }
}

/** The brand and the hash of a token, or null when it has not the form of one. */
export function readToken(token: string): { slug: string; hash: Buffer } | null {
  const match = /^([a-z][a-z0-9_]{1,30})\.([A-Za-z0-9_-]{43})$/.exec(token)
  return match ? { slug: match[1] ?? '', hash: hashOf(match[2] ?? '') } : null
}

export function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

interface SessionTimes {
  lastSeenAt: Temporal.Instant
  expiresAt: Temporal.Instant
}

export function isAlive(session: SessionTimes, now: Temporal.Instant): boolean {
  const idleEnd = session.lastSeenAt.add({ hours: IDLE_HOURS })
  return Temporal.Instant.compare(now, session.expiresAt) < 0 && Temporal.Instant.compare(now, idleEnd) < 0
}

/** Whether it is time to write down that the session is used: at most every five minutes, at a shared till every half minute. */
export function isTouchDue(session: { lastSeenAt: Temporal.Instant; idleLockMinutes: number | null }, now: Temporal.Instant): boolean {
  const seconds = session.idleLockMinutes === null ? TOUCH_SECONDS : SHARED_TOUCH_SECONDS
  return Temporal.Instant.compare(now, session.lastSeenAt.add({ seconds })) >= 0
}

/** Whether a shared till was left alone for too long. What was not written down since counts for the person who uses it. */
export function isIdle(session: { lastSeenAt: Temporal.Instant; idleLockMinutes: number | null }, now: Temporal.Instant): boolean {
  if (session.idleLockMinutes === null || session.idleLockMinutes === 0) return false
  const seconds = session.idleLockMinutes * 60 + SHARED_TOUCH_SECONDS
  return Temporal.Instant.compare(now, session.lastSeenAt.add({ seconds })) > 0
}

/** Whole seconds from now until then, at least 1. */
export function secondsUntil(then: Temporal.Instant, now: Temporal.Instant): number {
  return Math.max(1, Math.ceil(now.until(then).total('seconds')))
}

/** A PIN that is the first thing anybody would try: one digit repeated, or digits that count up or down. */
export function isTrivialPin(pin: string): boolean {
  const digits = [...pin].map(Number)
  const steps = digits.slice(1).map((digit, i) => (digit - (digits[i] ?? 0) + 10) % 10)
  const first = steps[0]
  return (first === 0 || first === 1 || first === 9) && steps.every((step) => step === first)
}
