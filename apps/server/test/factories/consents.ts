/** Consents and pictures for tests. */
import sharp from 'sharp'
import { recordConsent } from '../../src/modules/consents/index.ts'
import { system } from '../../src/platform/ctx.ts'
import { readCtx, write } from '../../src/platform/runtime.ts'
import type { TestBase } from '../harness.ts'

export type Purpose = 'health' | 'photo' | 'marketing'

/** Gives (or withdraws) a consent of a member to the text in force. */
export async function giveConsent(base: TestBase, memberId: string, storeId: string, purpose: Purpose, isGiven = true): Promise<void> {
  const { db } = readCtx(base.runtime, base.brand, system)
  const text = await db
    .selectFrom('consent_text')
    .select('id')
    .where('purpose', '=', purpose)
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow()
  await write(base.runtime, base.brand, system, (ctx) =>
    recordConsent(ctx, memberId, { purpose, isGiven, textId: text.id, channel: 'on_screen', storeId }),
  )
}

export function picture(width = 300, height = 200, background = '#a53'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer()
}
