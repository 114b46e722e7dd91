/** Luhn's check as it is told everywhere: from the right every second digit doubled, the digits of all of it added up, a multiple of ten. */
export function hasCheckDigit(number: string): boolean {
  const digits = [...number].flatMap((c) => [...(/[A-Z]/.test(c) ? String(c.charCodeAt(0) - 55) : c)]).map(Number)
  const doubled = digits.toReversed().map((d, index) => (index % 2 === 1 ? String(2 * d) : String(d)))
  return [...doubled.join('')].reduce((sum, d) => sum + Number(d), 0) % 10 === 0
}
