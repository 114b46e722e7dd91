/** One figure of a benchmark. */
export interface Row {
  metric: string
  value: number
  unit: string
  /** What it is held against, in words. */
  target?: string
}

export interface Bench {
  name: string
  about: string
  /** `say` prints a line of progress. */
  run: (say: (line: string) => void) => Promise<Row[]>
}

/** The value below which a share of the sample lies; `share` between 0 and 1. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function median(sample: readonly number[]): number {
  return quantile(sample, 0.5)
}

/** Seconds since it was last asked. */
export function stopwatch(): () => string {
  let last = performance.now()
  return () => {
    const now = performance.now()
    const seconds = (now - last) / 1000
    last = now
    return seconds.toFixed(1)
  }
}
