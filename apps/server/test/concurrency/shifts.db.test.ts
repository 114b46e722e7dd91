/** Sales, refunds and closings of one drawer at once, on the real database: no document falls between two shifts, no shift closes twice. */
import { describe, expect, it } from 'vitest'
import { system } from '../../src/platform/ctx.ts'
import { AppError } from '../../src/platform/errors.ts'
import { readCtx, write } from '../../src/platform/runtime.ts'
import { closeShift } from '../../src/workflows/close-shift/index.ts'
import { voidSale } from '../factories/sales.ts'
import { closeStoreDay, count, countAndClose, openShiftOf, sellCut, shiftRow } from '../factories/shifts.ts'
import { findingsOf, openShop, type Shop } from '../factories/shop.ts'
import { useDatabase } from '../harness.ts'

const base = useDatabase()
const db = () => readCtx(base.runtime, base.brand, system).db

async function outcomes(runs: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(runs)
  return settled.map((s) => {
    if (s.status === 'fulfilled') return 'ok'
    if (s.reason instanceof AppError) return s.reason.code
    throw s.reason
  })
}

const close = (shop: Shop, shiftId: string, countId: string) =>
  write(base.runtime, base.brand, shop.owner.actor, (ctx) =>
    closeShift(ctx, { shiftId, countId, reason: '并发', approvalId: null, takenFen: 0, takenTo: null, receiverId: null }),
  )

const byWechat = { tenders: [{ kind: 'wechat' as const, amountFen: 12_800 }] }

describe('one drawer', () => {
  it('closed by three people at once is closed once', async () => {
    const shop = await openShop(base)
    await sellCut(base, shop)
    const shiftId = (await openShiftOf(base, shop.storeId)) ?? ''
    const { countId } = await count(base, shop.owner.actor, shiftId, 12_800)
    const result = await outcomes([close(shop, shiftId, countId), close(shop, shiftId, countId), close(shop, shiftId, countId)])
    expect(result.sort()).toEqual(['ok', 'shift_closed', 'shift_closed'])
    expect(await db().selectFrom('shift_report').select('id').where('shift_id', '=', shiftId).execute()).toHaveLength(1)
  })

  it('closed while it sells: every bill is in the shift that was open, or in the next one, and each Z counts its own', async () => {
    for (let round = 0; round < 8; round += 1) {
      const shop = await openShop(base)
      await sellCut(base, shop)
      const shiftId = (await openShiftOf(base, shop.storeId)) ?? ''
      const { countId } = await count(base, shop.owner.actor, shiftId, 12_800)
      // Not cash, so that the count stays true and the closing is not refused.
      const sales = Array.from({ length: 8 }, () => sellCut(base, shop, byWechat))
      const result = await outcomes([...sales.slice(0, 4), close(shop, shiftId, countId), ...sales.slice(4)])
      expect(result).toEqual(Array(9).fill('ok'))
      const shifts = await db()
        .selectFrom('ticket')
        .innerJoin('shift', 'shift.id', 'ticket.shift_id')
        .select(['shift.number', 'shift.closed_at'])
        .where('ticket.store_id', '=', shop.storeId)
        .execute()
      expect(shifts).toHaveLength(9)
      expect(new Set(shifts.map((s) => s.number)).size).toBeLessThanOrEqual(2)
      const open = await openShiftOf(base, shop.storeId)
      if (open) await countAndClose(base, shop.owner.actor, open)
    }
    expect(await findingsOf(base)).toEqual([])
  })

  it('sold from by many with no shift open: one opens by itself, for all of them', async () => {
    const shop = await openShop(base)
    expect(await outcomes(Array.from({ length: 6 }, () => sellCut(base, shop)))).toEqual(Array(6).fill('ok'))
    const shifts = await db().selectFrom('shift').selectAll().where('store_id', '=', shop.storeId).execute()
    expect(shifts).toHaveLength(1)
    const own = await db()
      .selectFrom('ticket')
      .select('id')
      .where('shift_id', '=', shifts[0]?.id ?? '')
      .execute()
    expect(own).toHaveLength(6)
  })

  it('closed while a bill of it is voided: the void is in the Z, or refused', async () => {
    for (let round = 0; round < 6; round += 1) {
      const shop = await openShop(base)
      const sale = await sellCut(base, shop, byWechat)
      const shiftId = (await openShiftOf(base, shop.storeId)) ?? ''
      const { countId } = await count(base, shop.owner.actor, shiftId, 0)
      const [voided, closed] = await outcomes([voidSale(base, shop.owner.actor, sale.id), close(shop, shiftId, countId)])
      expect([closed, ['ok', 'void_shift_closed'].includes(voided ?? '')]).toEqual(['ok', true])
    }
    expect(await findingsOf(base)).toEqual([])
  })
})

describe('one day', () => {
  it('closed twice at once, while the next shift opens: one Z, and the new shift counts for another day or keeps it open', async () => {
    for (let round = 0; round < 6; round += 1) {
      const shop = await openShop(base)
      await sellCut(base, shop)
      await countAndClose(base, shop.owner.actor, (await openShiftOf(base, shop.storeId)) ?? '')
      const closeIt = () => closeStoreDay(base, shop.owner.actor, shop.storeId, '2026-11-22')
      const result = await outcomes([closeIt(), sellCut(base, shop), closeIt()])
      expect(result[1]).toBe('ok')
      const next = await shiftRow(base, (await openShiftOf(base, shop.storeId)) ?? '')
      if (result[0] === 'ok' || result[2] === 'ok') {
        expect([result[0], result[2]].sort()).toEqual(['day_closed', 'ok'])
        expect(next.business_day).toBe('2026-11-23')
      } else {
        expect([result[0], result[2]]).toEqual(['close_blocked', 'close_blocked'])
        expect(next.business_day).toBe('2026-11-22')
      }
    }
    expect(await findingsOf(base)).toEqual([])
  })
})
