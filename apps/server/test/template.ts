import { createBrand } from '../src/platform/migrate.ts'

/** 2026-11-22 10:00 in Shanghai: a Sunday morning in the shop. Tests that care set their own. */
export const MORNING = Temporal.Instant.from('2026-11-22T02:00:00Z')

export const TEST_MASTER_KEY = Buffer.alloc(32, 7)

/** The template's brand: made once per run. */
export function createTestBrand(ownerUrl: string): Promise<string> {
  return createBrand(ownerUrl, { slug: 'test', name: '测试美发', trade: 'hair', isDemo: false, masterKey: TEST_MASTER_KEY, now: MORNING })
}
