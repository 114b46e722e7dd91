/** Items of the catalogue for tests: made by the verbs themselves, by the system, at the test's own clock. */
import { createItem, type ItemDetail } from '../../src/modules/catalog/index.ts'
import { system } from '../../src/platform/ctx.ts'
import { write } from '../../src/platform/runtime.ts'
import type { TestBase } from '../harness.ts'

let made = 0

async function make(base: TestBase, input: Parameters<typeof createItem>[1]): Promise<ItemDetail> {
  const { result } = await write(base.runtime, base.brand, system, (ctx) => createItem(ctx, input))
  return result
}

/** A service (default, 38.00) or a product with one price of the brand. */
export function makeItem(
  base: TestBase,
  options: { kind?: 'service' | 'product'; name?: string; priceFen?: number; minutes?: number; barcodes?: string[]; code?: string } = {},
): Promise<ItemDetail> {
  made += 1
  const common = {
    name: options.name ?? `项目${made}`,
    priceFen: options.priceFen ?? 3800,
    ...(options.code ? { code: options.code } : {}),
  }
  return options.kind === 'product'
    ? make(base, { kind: 'product', ...common, barcodes: options.barcodes ?? [] })
    : make(base, { kind: 'service', ...common, minutes: options.minutes ?? 30 })
}

/** A pass of 10 sessions of a new service (298.00 each alone) for 1980.00, valid a year from its sale. */
export async function makePassPlan(
  base: TestBase,
  options: {
    name?: string
    priceFen?: number
    validityDays?: number | null
    validityFrom?: 'sale' | 'first_use'
    isUnlimited?: boolean
    components?: { serviceItemId: string; sessions?: number; giftedSessions?: number }[]
  } = {},
): Promise<ItemDetail> {
  made += 1
  const components = options.components ?? [{ serviceItemId: (await makeItem(base, { priceFen: 29_800 })).id, sessions: 10 }]
  return make(base, {
    kind: 'pass',
    name: options.name ?? `疗程卡${made}`,
    priceFen: options.priceFen ?? 198_000,
    pass: {
      validityDays: options.validityDays === undefined ? 365 : options.validityDays,
      validityFrom: options.validityFrom ?? 'sale',
      isUnlimited: options.isUnlimited ?? false,
      components,
    },
  })
}

/** A top-up, 1000.00 with 150.00 as a present; the amount is unique in a brand. */
export function makeTier(
  base: TestBase,
  options: { amountFen?: number; bonusFen?: number; bonusMonths?: number; name?: string } = {},
): Promise<ItemDetail> {
  const { amountFen = 100_000, bonusFen = 15_000 } = options
  return make(base, {
    kind: 'top_up',
    name: options.name ?? `充${amountFen / 100}送${bonusFen / 100}`,
    topUp: { amountFen, bonusFen, bonusMonths: options.bonusMonths ?? 1 },
  })
}
