/**
 * Arithmetic on integer fen. Every multiplication, percentage and split of money in the product goes through this file.
 */

/** A part of `amountFen` in basis points (10 000 bp = all), rounded half up to the fen (policy P2). */
export function percentOf(amountFen: number, bp: number): number {
  const scaled = BigInt(amountFen) * BigInt(bp)
  return Number(divideHalfUp(scaled, 10_000n))
}

/** `amountFen × numerator ÷ denominator`, rounded half up. The denominator is positive. */
export function scale(amountFen: number, numerator: number, denominator: number): number {
  return Number(divideHalfUp(BigInt(amountFen) * BigInt(numerator), BigInt(denominator)))
}

/** `amountFen × numerator ÷ denominator`, rounded towards minus infinity. The denominator is positive. */
export function scaleDown(amountFen: number, numerator: number, denominator: number): number {
  const product = BigInt(amountFen) * BigInt(numerator)
  const divisor = BigInt(denominator)
  const quotient = product / divisor
  return Number(product % divisor < 0n ? quotient - 1n : quotient)
}

/** `n / d` rounded half up, that is, halves towards plus infinity: 0.5 → 1, −0.5 → 0. */
function divideHalfUp(n: bigint, d: bigint): bigint {
  const doubled = 2n * n + d
  const quotient = doubled / (2n * d)
  return doubled % (2n * d) < 0n ? quotient - 1n : quotient
}

/**
 * Splits `amountFen` over `weights` so that the parts add up exactly: each gets the whole fen of its share, the fen left
 * over go to the largest remainders, ties to the earlier part; all-zero weights share evenly (policy P1).
 * @param weights non-negative integers; an empty list takes only an amount of zero
 * @throws RangeError on a negative weight, or on an amount with nobody to take it
 */
export function allocate(amountFen: number, weights: readonly number[]): number[] {
  if (weights.length === 0) {
    if (amountFen !== 0) throw new RangeError('an amount needs somebody to take it')
    return []
  }
  if (weights.some((w) => w < 0)) throw new RangeError('weights are not negative')
  const total = weights.reduce((a, b) => a + b, 0)
  if (total === 0)
    return allocate(
      amountFen,
      weights.map(() => 1),
    )
  const sign = amountFen < 0 ? -1 : 1
  const whole = BigInt(Math.abs(amountFen))
  const shares = weights.map((w, index) => {
    const product = whole * BigInt(w)
    return { index, floor: Number(product / BigInt(total)), remainder: product % BigInt(total) }
  })
  let left = Math.abs(amountFen) - shares.reduce((a, s) => a + s.floor, 0)
  const parts = shares.map((s) => s.floor)
  const byRemainder = [...shares].sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  for (const share of byRemainder) {
    if (left === 0) break
    parts[share.index] = (parts[share.index] ?? 0) + 1
    left -= 1
  }
  return parts.map((part) => (part === 0 ? 0 : sign * part))
}

/** The sum of a list of fen. */
export function sumFen(amounts: readonly number[]): number {
  return amounts.reduce((a, b) => a + b, 0)
}

/** A share of an amount, kept exact until it is added up with others: `amountFen × numerator ÷ denominator`. */
export interface Share {
  amountFen: number
  numerator: number
  denominator: number
}

/** The exact sum of shares, rounded once. Denominators are positive. */
export function sumShares(shares: readonly Share[], rounding: 'down' | 'up'): number {
  let [n, d] = [0n, 1n]
  for (const share of shares) {
    const denominator = BigInt(share.denominator)
    n = n * denominator + BigInt(share.amountFen) * BigInt(share.numerator) * d
    d *= denominator
    const common = greatestDivisor(n < 0n ? -n : n, d)
    n /= common
    d /= common
  }
  const floor = n < 0n && n % d !== 0n ? n / d - 1n : n / d
  return Number(rounding === 'up' && n % d !== 0n ? floor + 1n : floor)
}

/** The smallest part of `whole` whose share of every one of `amounts` is whole fen; every multiple of it is one too. */
export function smallestPart(whole: number, amounts: readonly number[]): number {
  const steps = amounts.map((amount) => BigInt(whole) / greatestDivisor(BigInt(whole), BigInt(amount)))
  return Number(steps.reduce((a, b) => (a * b) / greatestDivisor(a, b), 1n))
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b)
}
