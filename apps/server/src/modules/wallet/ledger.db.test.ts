/** Holds, expiry and the proofs, on the real tables. */
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { makePassPlan } from '../../../test/factories/catalog.ts'
import { makeSale, sellPass } from '../../../test/factories/sales.ts'
import { findingsOf, memberWith, openShop, ownedBy } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { endHold, expireLots, holdLot, lockWallet, membersWithLapsedLots, post } from './index.ts'

const base = useDatabase()
const today = '2026-11-22'

const hold = (memberId: string, lotId: string, quantity: number, holderId = newId()) =>
  write(base.runtime, base.brand, system, (ctx) =>
    holdLot(ctx, { memberId, lotId, quantity, holderKind: 'booking', holderId, today }),
  ).then((o) => o.result)
const end = (memberId: string, holdId: string, state: 'taken' | 'released') =>
  write(base.runtime, base.brand, system, (ctx) => endHold(ctx, { memberId, holdId, state }))

async function memberWithPass() {
  const shop = await openShop(base)
  const memberId = await memberWith(base, shop, { passes: 1 })
  const [lot] = await ownedBy(base, memberId)
  return { shop, memberId, lotId: lot?.id ?? '' }
}

describe('holds', () => {
  it('set sessions aside so that nobody else can use them, and give them back once', async () => {
    const { shop, memberId, lotId } = await memberWithPass()
    const holdId = await hold(memberId, lotId, 8)
    await expect(hold(memberId, lotId, 3)).rejects.toMatchObject({ code: 'hold_too_large', params: { available: 2, wanted: 3 } })
    const use = (quantity: number) =>
      makeSale(base, shop.owner.actor, {
        storeId: shop.storeId,
        memberId,
        lines: [{ key: 'a', kind: 'service', itemId: shop.careId, quantity, pass: { lotId } }],
        tenders: [],
      })
    await expect(use(3)).rejects.toMatchObject({ code: 'lot_unusable' })
    await use(2)
    await end(memberId, holdId, 'released')
    await expect(end(memberId, holdId, 'taken')).rejects.toMatchObject({ code: 'hold_ended' })
    await use(8)
    expect(await ownedBy(base, memberId)).toMatchObject([{ remaining: 0, held: 0, value_fen: 0 }])
    expect(await findingsOf(base)).toEqual([])
  })

  it('never add up to more than there is, however many come at once', async () => {
    const { memberId, lotId } = await memberWithPass()
    const settled = await Promise.allSettled(Array.from({ length: 6 }, () => hold(memberId, lotId, 3)))
    expect(settled.filter((s) => s.status === 'fulfilled')).toHaveLength(3)
    expect(await ownedBy(base, memberId)).toMatchObject([{ remaining: 10, held: 9 }])
    expect(await findingsOf(base)).toEqual([])
  })

  it('are refused on what is expired, and on another member’s lot', async () => {
    const { memberId, lotId, shop } = await memberWithPass()
    const stranger = await memberWith(base, shop)
    await expect(hold(stranger, lotId, 1)).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      write(base.runtime, base.brand, system, (ctx) =>
        holdLot(ctx, { memberId, lotId, quantity: 1, holderKind: 'booking', holderId: newId(), today: '2030-01-01' }),
      ),
    ).rejects.toMatchObject({ code: 'lot_unusable' })
  })
})

describe('expiry', () => {
  it('takes what has lapsed once, at the end of its last day in the store’s zone, and nothing that is held or frozen', async () => {
    const { memberId, lotId } = await memberWithPass()
    const lapse = () => write(base.runtime, base.brand, system, (ctx) => expireLots(ctx, memberId)).then((o) => o.result)
    const lapsed = async () => (await membersWithLapsedLots(readCtx(base.runtime, base.brand, system), 100)).includes(memberId)
    // 2027-11-21 is the last day; it ends at 04:00 of the 22nd in Shanghai.
    base.runtime.clock.setTo(Temporal.Instant.from('2027-11-21T19:59:00Z'))
    expect([await lapsed(), await lapse()]).toEqual([false, 0])
    base.runtime.clock.setTo(Temporal.Instant.from('2027-11-21T20:00:00Z'))
    const { db } = readCtx(base.runtime, base.brand, system)
    await db.updateTable('lot').set({ is_frozen: true }).where('id', '=', lotId).execute()
    expect([await lapsed(), await lapse()]).toEqual([false, 0])
    await db.updateTable('lot').set({ is_frozen: false }).where('id', '=', lotId).execute()
    expect([await lapsed(), await lapse(), await lapse(), await lapsed()]).toEqual([true, 1, 0, false])
    expect(await ownedBy(base, memberId)).toMatchObject([{ remaining: 0, value_fen: 0 }])
    base.runtime.clock.setTo(MORNING)
    expect(await findingsOf(base)).toEqual([])
  })

  it('lets the days of an unlimited pass go by, and their value with them', async () => {
    const shop = await openShop(base)
    const plan = await makePassPlan(base, {
      priceFen: 365_000,
      validityDays: 365,
      isUnlimited: true,
      components: [{ serviceItemId: shop.careId, sessions: 0 }],
    })
    const memberId = await memberWith(base, shop)
    await sellPass(base, shop.owner.actor, { storeId: shop.storeId, memberId, itemId: plan.id })
    base.runtime.clock.setTo(MORNING.add({ hours: 24 * 100 }))
    await write(base.runtime, base.brand, system, (ctx) => expireLots(ctx, memberId))
    expect(await ownedBy(base, memberId)).toMatchObject([{ remaining: 265, value_fen: 265_000 }])
    base.runtime.clock.setTo(MORNING)
    expect(await findingsOf(base)).toEqual([])
  })
})

describe('the ledger', () => {
  it('refuses to take more than a lot has, or to touch another member’s lot, whatever asks', async () => {
    const { memberId, lotId, shop } = await memberWithPass()
    const stranger = await memberWith(base, shop)
    const take = (owner: string, quantity: number) =>
      write(base.runtime, base.brand, system, async (ctx) => {
        const head = await lockWallet(ctx, owner)
        ctx.audit({ action: 'try', subjectKind: 'Wallet', subjectId: owner })
        await post(ctx, head, [
          {
            reason: 'adjust',
            sourceKind: 'grant',
            sourceId: newId(),
            storeId: null,
            businessDay: today,
            changes: [{ lotId, quantity: -quantity, valueFen: -quantity }],
          },
        ])
      })
    await expect(take(memberId, 11)).rejects.toThrow(/violates check constraint/)
    await expect(take(stranger, 1)).rejects.toMatchObject({ code: 'not_found' })
    expect(await ownedBy(base, memberId)).toMatchObject([{ remaining: 10, value_fen: 198_000 }])
  })

  it('posts one act once', async () => {
    const { memberId, lotId } = await memberWithPass()
    const sourceId = newId()
    const twice = () =>
      write(base.runtime, base.brand, system, async (ctx) => {
        const head = await lockWallet(ctx, memberId)
        ctx.audit({ action: 'try', subjectKind: 'Wallet', subjectId: memberId })
        await post(ctx, head, [
          {
            reason: 'adjust',
            sourceKind: 'grant',
            sourceId,
            storeId: null,
            businessDay: today,
            changes: [{ lotId, quantity: -1, valueFen: -1 }],
          },
        ])
      })
    await twice()
    await expect(twice()).rejects.toThrow(/wallet_transaction_source/)
    expect(await ownedBy(base, memberId)).toMatchObject([{ remaining: 9 }])
  })
})

describe('verification', () => {
  /** Breaks something as only the owner of the database could, looks, and puts it back. */
  async function whileBroken(breakIt: string, mend: string): Promise<string[]> {
    const owner = new pg.Client({ connectionString: base.ownerUrl, options: '-c search_path=brand_test' })
    await owner.connect()
    await owner.query(breakIt)
    const found = await findingsOf(base)
    await owner.query(mend)
    await owner.end()
    expect(await findingsOf(base)).toEqual([])
    return [...new Set(found.map((f) => f.check))]
  }

  it('finds a changed balance, movement, transaction, hash and head', async () => {
    const { memberId, lotId } = await memberWithPass()
    const first = `(select id from wallet_transaction where member_id = '${memberId}' and seq = 1)`
    expect(await whileBroken(`update lot set held = 1 where id = '${lotId}'`, `update lot set held = 0 where id = '${lotId}'`)).toEqual([
      'lot_equals_movements',
    ])
    expect(
      await whileBroken(
        `update lot set value_fen = value_fen - 1 where id = '${lotId}'`,
        `update lot set value_fen = value_fen + 1 where id = '${lotId}'`,
      ),
    ).toContain('lot_equals_movements')
    expect(
      await whileBroken(
        `update movement set quantity = 11 where transaction_id = ${first}`,
        `update movement set quantity = 10 where transaction_id = ${first}`,
      ),
    ).toEqual(expect.arrayContaining(['lot_equals_movements', 'chain_unbroken']))
    expect(
      await whileBroken(
        `update wallet_transaction set note = 'x' where id = ${first}`,
        `update wallet_transaction set note = '' where id = ${first}`,
      ),
    ).toEqual(['chain_unbroken'])
    expect(
      await whileBroken(
        `update wallet set last_seq = 2 where member_id = '${memberId}'`,
        `update wallet set last_seq = 1 where member_id = '${memberId}'`,
      ),
    ).toEqual(['chain_head'])
  })
})
