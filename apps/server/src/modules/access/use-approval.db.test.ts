import { describe, expect, it } from 'vitest'
import { makeStore, signInAs } from '../../../test/factories/access.ts'
import { useDatabase } from '../../../test/harness.ts'
import type { Actor } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { approve } from './approve.ts'
import { ApprovalBeyondLimit, ApprovalInvalid, ApprovalOwn, ApproverUnfit } from './errors.ts'
import { limitsOf } from './index.ts'
import { type ApprovalUse, useApproval } from './use-approval.ts'

const base = useDatabase()

async function desk() {
  const store = await makeStore(base)
  const cashier = await signInAs(base, 'cashier', { storeId: store.id })
  const manager = await signInAs(base, 'manager', { storeId: store.id })
  return { store, cashier, manager }
}

const give = async (actor: Actor, storeId: string, approverId: string, bp = 1_000) =>
  (await write(base.runtime, base.brand, actor, (ctx) => approve(ctx, { storeId, act: 'discount', approverId, bp, fen: null }))).result

const use = (actor: Actor, input: ApprovalUse) => write(base.runtime, base.brand, actor, (ctx) => useApproval(ctx, input))

const rowOf = (id: string) =>
  base.runtime.brands.dbOf(base.brand).selectFrom('approval').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('approve', () => {
  it('keeps what was asked, for five minutes, and says so in the audit trail', async () => {
    const { store, cashier, manager } = await desk()
    const given = await give(cashier.actor, store.id, manager.staffId, 1_200)
    expect(await rowOf(given.id)).toMatchObject({
      approver_id: manager.staffId,
      requester_id: cashier.staffId,
      store_id: store.id,
      act: 'discount',
      limit_bp: 1_200,
      limit_fen: null,
      used_at: null,
      used_for: null,
    })
    expect(base.runtime.clock.now().until(given.expiresAt).total('minutes')).toBeGreaterThan(4.9)
    const entry = await base.runtime.brands
      .dbOf(base.brand)
      .selectFrom('audit_entry')
      .selectAll()
      .where('subject_id', '=', given.id)
      .executeTakeFirstOrThrow()
    expect(entry).toMatchObject({ action: 'approval.create', actor_id: cashier.staffId, store_id: store.id })
    expect(entry.detail).toEqual({ act: 'discount', approverId: manager.staffId, limitBp: 1_200, limitFen: null })
  })

  it('refuses oneself, a cashier, a manager of another store, and more than the role allows', async () => {
    const { store, cashier, manager } = await desk()
    const colleague = await signInAs(base, 'cashier', { storeId: store.id })
    const stranger = await signInAs(base, 'manager')
    await expect(give(manager.actor, store.id, manager.staffId)).rejects.toBeInstanceOf(ApprovalOwn)
    await expect(give(cashier.actor, store.id, colleague.staffId)).rejects.toBeInstanceOf(ApproverUnfit)
    await expect(give(cashier.actor, store.id, stranger.staffId)).rejects.toBeInstanceOf(ApproverUnfit)
    await expect(give(cashier.actor, store.id, manager.staffId, 3_001)).rejects.toBeInstanceOf(ApprovalBeyondLimit)
    await expect(give(cashier.actor, stranger.storeId, stranger.staffId)).rejects.toMatchObject({ code: 'not_found' })
    const rows = await base.runtime.brands.dbOf(base.brand).selectFrom('approval').select('id').where('store_id', '=', store.id).execute()
    expect(rows).toEqual([])
  })
})

describe('useApproval', () => {
  it('uses it up and names the approver', async () => {
    const { store, cashier, manager } = await desk()
    const { id } = await give(cashier.actor, store.id, manager.staffId, 1_000)
    const usedFor = newId()
    const { result } = await use(cashier.actor, { approvalId: id, act: 'discount', storeId: store.id, usedFor, bp: 1_000 })
    expect(result).toEqual({ approverId: manager.staffId })
    expect(await rowOf(id)).toMatchObject({ used_for: usedFor, used_at: base.runtime.clock.now() })
  })

  it('works for one of two that try in the same moment', async () => {
    const { store, cashier, manager } = await desk()
    const { id } = await give(cashier.actor, store.id, manager.staffId)
    const tries = [newId(), newId(), newId(), newId()].map((usedFor) =>
      use(cashier.actor, { approvalId: id, act: 'discount', storeId: store.id, usedFor, bp: 500 }),
    )
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1)
    for (const o of outcomes) if (o.status === 'rejected') expect(o.reason).toBeInstanceOf(ApprovalInvalid)
  })

  it('is refused to another person, for another act, in another store, for more, and after five minutes; nothing is used up', async () => {
    const { store, cashier, manager } = await desk()
    const colleague = await signInAs(base, 'cashier', { storeId: store.id })
    const elsewhere = await makeStore(base)
    const { id } = await give(cashier.actor, store.id, manager.staffId, 1_000)
    const good: ApprovalUse = { approvalId: id, act: 'discount', storeId: store.id, usedFor: newId(), bp: 1_000 }
    await expect(use(colleague.actor, good)).rejects.toBeInstanceOf(ApprovalInvalid)
    await expect(use(cashier.actor, { ...good, act: 'refund' })).rejects.toBeInstanceOf(ApprovalInvalid)
    await expect(use(cashier.actor, { ...good, storeId: elsewhere.id })).rejects.toBeInstanceOf(ApprovalInvalid)
    await expect(use(cashier.actor, { ...good, bp: 1_001 })).rejects.toBeInstanceOf(ApprovalInvalid)
    await expect(use(cashier.actor, { ...good, fen: 1 })).rejects.toBeInstanceOf(ApprovalInvalid)
    const start = base.runtime.clock.now()
    base.runtime.clock.setTo(start.add({ minutes: 5 }))
    await expect(use(cashier.actor, good)).rejects.toBeInstanceOf(ApprovalInvalid)
    base.runtime.clock.setTo(start)
    expect(await rowOf(id)).toMatchObject({ used_at: null, used_for: null })
    await use(cashier.actor, good)
  })
})

describe('limitsOf', () => {
  it('is the most generous of the roles held there, and nothing elsewhere', async () => {
    const { store, cashier, manager } = await desk()
    const other = await makeStore(base)
    const owner = await signInAs(base, 'owner')
    const two = await signInAs(base, 'cashier', {
      storeId: store.id,
      grants: [
        { role: 'cashier', storeId: null },
        { role: 'manager', storeId: store.id },
      ],
    })
    const of = (actor: Actor, storeId: string) => limitsOf(readCtx(base.runtime, base.brand, actor), storeId)
    expect(await of(cashier.actor, store.id)).toEqual({ discountBp: 500, refundFen: 20_000 })
    expect(await of(manager.actor, store.id)).toEqual({ discountBp: 3_000, refundFen: null })
    expect(await of(manager.actor, other.id)).toEqual({ discountBp: 0, refundFen: 0 })
    expect(await of(owner.actor, other.id)).toEqual({ discountBp: 10_000, refundFen: null })
    expect(await of(two.actor, store.id)).toEqual({ discountBp: 3_000, refundFen: null })
    expect(await of(two.actor, other.id)).toEqual({ discountBp: 500, refundFen: 20_000 })
  })
})
