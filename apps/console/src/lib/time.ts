/** Instants in words: relative in lists, exact on hover. */

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

export function sinceText(at: string, language: string, now: number = Date.now()): string {
  const seconds = Math.round((new Date(at).getTime() - now) / 1000)
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  for (const [unit, size] of steps) if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit)
  return words.format(0, 'minute')
}

/** How long to wait: in seconds while they can be counted, then in minutes, rather one too many. */
export function waitText(seconds: number, language: string): string {
  const [count, unit] = seconds < 100 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute']
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
}

let storeZone: string | undefined

/** From now on instants are told by the wall clock of this zone: the store's, wherever the screen stands. */
export function tellTimeIn(zone: string | undefined): void {
  storeZone = zone
}

/** An instant as date and time of the store's wall clock; of the device's before a store is known. */
export function timeText(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: storeZone }).format(new Date(at))
}
