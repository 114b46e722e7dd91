/** Chance that repeats: the same seed gives the same shop. */
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

const PER_MILLE = 1_000

export class Chance {
  readonly #generator

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed)
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return uniformInt(this.#generator, low, high)
  }

  /** True so many times in a thousand. */
  happens(perMille: number): boolean {
    return this.int(1, PER_MILLE) <= perMille
  }

  pick<T>(list: readonly T[]): T {
    return this.weighted(list, () => 1)
  }

  /** @param weightOf whole numbers, not all zero */
  weighted<T>(list: readonly T[], weightOf: (item: T) => number): T {
    const total = list.reduce((sum, item) => sum + weightOf(item), 0)
    let at = this.int(1, total)
    for (const item of list) {
      at -= weightOf(item)
      if (at <= 0) return item
    }
    throw new RangeError('nothing to choose from')
  }

  /** Up to `count` different ones, in their order. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = list.map((_, index) => index)
    const chosen: number[] = []
    while (chosen.length < count && left.length > 0) chosen.push(...left.splice(this.int(0, left.length - 1), 1))
    return chosen.sort((a, b) => a - b).flatMap((index) => list[index] ?? [])
  }
}
