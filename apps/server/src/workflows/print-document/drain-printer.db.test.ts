/** A printer's queue when things go wrong: nobody there, nobody knows, two at once, a sender that died. */
import { afterEach, describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { drain, openCounter, printRows, sellCut } from '../../../test/factories/printers.ts'
import type { Shop } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { requestPrint, resolveJob, type VirtualPrinter } from '../../modules/printing/index.ts'
import { textOf } from '../../modules/printing/virtual/paper.ts'
import { type Actor, system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { TryLater } from './drain-printer.ts'
import { resumePrinting } from './index.ts'

const base = useDatabase()
const { jobs, factsOf } = printRows(base)
const db = () => readCtx(base.runtime, base.brand, system).db
const on: VirtualPrinter[] = []

afterEach(async () => {
  for (const virtual of on.splice(0)) await virtual.stop()
  base.runtime.clock.setTo(MORNING)
})

const counter = (fields?: Parameters<typeof openCounter>[2]) => openCounter(base, on, fields)
const sell = (shop: Shop, actor: Actor, print?: { printerId: string | null; receipt: boolean }, isCash = true) =>
  sellCut(base, shop, actor, print, isCash)
const asActor = <T>(actor: Actor, run: Parameters<typeof write<T>>[3]) => write(base.runtime, base.brand, actor, run).then((o) => o.result)

describe('when the printer is not there', () => {
  it('nothing was printed: it is tried again by itself, later each time, and given up after the fourth', async () => {
    const { shop, printer, virtual, cashier } = await counter()
    await virtual.misbehave({ kind: 'refuse' })
    await sell(shop, cashier.actor, { printerId: null, receipt: true })
    for (const seconds of [2, 6, 18]) {
      await expect(drain(base, printer.id)).rejects.toThrow(TryLater)
      expect(await jobs(shop.storeId)).toMatchObject([{ state: 'queued', problem: 'refused' }])
      base.runtime.clock.setTo(base.runtime.clock.now().add({ seconds }))
    }
    await drain(base, printer.id)
    const [job] = await jobs(shop.storeId)
    expect(job).toMatchObject({ state: 'failed', problem: 'refused', attempts: 4 })
    expect(await factsOf(job?.id ?? '')).toEqual(['requested', ...Array(3).fill(['sending', 'delayed']).flat(), 'sending', 'failed'])
    await virtual.misbehave({ kind: 'none' })
    const { againId } = await asActor(cashier.actor, (ctx) => resolveJob(ctx, { jobId: job?.id ?? '', resolution: 'again' }))
    await drain(base, printer.id)
    const [paper] = await virtual.papers(1)
    // It is the first paper of this bill: nothing came out before.
    expect(paper && textOf(paper.paper)[0]).not.toContain('补打')
    expect((await jobs(shop.storeId)).map((j) => [j.id, j.state, j.again_of])).toEqual([
      [job?.id, 'resolved', null],
      [againId, 'sent', job?.id],
    ])
  })

  it('prints by itself once it is back, with the drawer, and in the order of asking', async () => {
    const { shop, printer, virtual, cashier } = await counter()
    await virtual.misbehave({ kind: 'paper_out' })
    const first = await sell(shop, cashier.actor, { printerId: null, receipt: true })
    await expect(drain(base, printer.id)).rejects.toThrow(TryLater)
    const second = await sell(shop, cashier.actor, { printerId: null, receipt: true }, false)
    // The second does not overtake the first, which waits for its next attempt.
    await expect(drain(base, printer.id)).rejects.toThrow(TryLater)
    expect((await jobs(shop.storeId)).map((j) => [j.state, j.problem, j.attempts])).toEqual([
      ['queued', 'paper_out', 1],
      ['queued', null, 0],
    ])
    await virtual.misbehave({ kind: 'none' })
    base.runtime.clock.setTo(base.runtime.clock.now().add({ seconds: 3 }))
    await drain(base, printer.id)
    const papers = await virtual.papers(2)
    expect(papers.map((p) => [first.number, second.number].find((n) => textOf(p.paper).join().includes(n)))).toEqual([
      first.number,
      second.number,
    ])
    expect(virtual.pulses).toBe(1)
  })
})

describe('when it is not known whether it was printed', () => {
  it('is never sent again by itself; a person says “it printed”, or “again” as a new job that says so', async () => {
    const { shop, printer, virtual, cashier } = await counter()
    await virtual.misbehave({ kind: 'die', afterBytes: 200 })
    await sell(shop, cashier.actor, { printerId: null, receipt: true })
    await sell(shop, cashier.actor, { printerId: null, receipt: true })
    await drain(base, printer.id)
    const [one, two] = await jobs(shop.storeId)
    expect([one?.state, two?.state, one?.problem]).toEqual(['unknown', 'unknown', 'lost'])
    await virtual.misbehave({ kind: 'none' })
    base.runtime.clock.setTo(base.runtime.clock.now().add({ hours: 2 }))
    await drain(base, printer.id)
    expect(virtual.printed).toEqual([])
    await asActor(cashier.actor, (ctx) => resolveJob(ctx, { jobId: one?.id ?? '', resolution: 'printed' }))
    await asActor(cashier.actor, (ctx) => resolveJob(ctx, { jobId: two?.id ?? '', resolution: 'again' }))
    await drain(base, printer.id)
    const [paper] = await virtual.papers(1)
    expect(paper && textOf(paper.paper)[0]?.trim()).toBe('补打 1')
    expect((await jobs(shop.storeId)).map((j) => [j.state, j.resolution, j.opens_drawer])).toEqual([
      ['resolved', 'printed', true],
      ['resolved', 'again', true],
      ['sent', null, false],
    ])
    const audit = await db()
      .selectFrom('audit_entry')
      .select(['action', 'detail'])
      .where('subject_id', '=', one?.id ?? '')
      .orderBy('seq')
      .execute()
    expect(audit.at(-1)).toEqual({ action: 'print_job.resolve', detail: { resolution: 'printed' } })
  })

  it('is settled once, by those who may print here', async () => {
    const { shop, printer, virtual, cashier } = await counter()
    await virtual.misbehave({ kind: 'die', afterBytes: 200 })
    await sell(shop, cashier.actor, { printerId: null, receipt: true })
    await drain(base, printer.id)
    const [job] = await jobs(shop.storeId)
    const resolve = (actor: Actor) => asActor(actor, (ctx) => resolveJob(ctx, { jobId: job?.id ?? '', resolution: 'again' }))
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    const elsewhere = await signInAs(base, 'cashier')
    await expect(resolve(stylist.actor)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(resolve(elsewhere.actor)).rejects.toMatchObject({ code: 'not_found' })
    expect(await jobs(shop.storeId)).toHaveLength(1)
    const both = await Promise.allSettled([resolve(cashier.actor), resolve(shop.owner.actor)])
    expect(both.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(resolve(cashier.actor)).rejects.toMatchObject({ code: 'print_job_settled' })
    expect(await jobs(shop.storeId)).toHaveLength(2)
  })

  it('teaches that a printer is silent: what it never confirms is believed from then on', async () => {
    const { shop, printer, virtual, cashier } = await counter()
    await virtual.misbehave({ kind: 'mute' })
    await sell(shop, cashier.actor, { printerId: null, receipt: true })
    await drain(base, printer.id)
    const [job] = await jobs(shop.storeId)
    expect(job).toMatchObject({ state: 'unknown', problem: 'no_answer' })
    await asActor(cashier.actor, (ctx) => resolveJob(ctx, { jobId: job?.id ?? '', resolution: 'printed' }))
    await sell(shop, cashier.actor, { printerId: null, receipt: true })
    await drain(base, printer.id)
    expect((await jobs(shop.storeId)).map((j) => j.state)).toEqual(['resolved', 'sent'])
  })
})

describe('one printer', () => {
  it('gets one job at a time, in order, however many senders come', async () => {
    const { shop, printer, virtual, cashier } = await counter()
    const sold: { number: string }[] = []
    for (let i = 0; i < 4; i += 1) sold.push(await sell(shop, cashier.actor, { printerId: null, receipt: true }))
    await Promise.all([1, 2, 3].map(() => drain(base, printer.id)))
    const papers = await virtual.papers(4)
    expect(papers.map((p) => sold.findIndex((t) => textOf(p.paper).join().includes(t.number)))).toEqual([0, 1, 2, 3])
    expect((await jobs(shop.storeId)).map((j) => [j.state, j.attempts])).toEqual(Array(4).fill(['sent', 1]))
  })

  it('whose sender is gone has an unknown job, and goes on with the next', async () => {
    const { shop, printer, virtual, cashier } = await counter()
    await sell(shop, cashier.actor, { printerId: null, receipt: true })
    const until = base.runtime.clock.now().add({ seconds: 60 })
    await db()
      .updateTable('print_job')
      .set({ state: 'sending', attempts: 1, sending_until: until })
      .where('store_id', '=', shop.storeId)
      .execute()
    const next = await sell(shop, cashier.actor, { printerId: null, receipt: true })
    // Its time is not over: somebody may well be sending.
    await drain(base, printer.id)
    expect((await jobs(shop.storeId)).map((j) => j.state)).toEqual(['sending', 'queued'])
    base.runtime.clock.setTo(until.add({ seconds: 1 }))
    await drain(base, printer.id)
    expect((await jobs(shop.storeId)).map((j) => [j.state, j.problem])).toEqual([
      ['unknown', 'interrupted'],
      ['sent', null],
    ])
    const [paper] = await virtual.papers(1)
    expect(paper && textOf(paper.paper).join()).toContain(next.number)
  })

  it('is known to have been left by a server that was alone, at once when it starts again', async () => {
    const { shop, cashier } = await counter()
    await sell(shop, cashier.actor, { printerId: null, receipt: true })
    const until = base.runtime.clock.now().add({ seconds: 60 })
    await db()
      .updateTable('print_job')
      .set({ state: 'sending', attempts: 1, sending_until: until })
      .where('store_id', '=', shop.storeId)
      .execute()
    await resumePrinting(base.runtime, base.brand, false)
    expect((await jobs(shop.storeId)).map((j) => j.state)).toEqual(['sending'])
    await resumePrinting(base.runtime, base.brand, true)
    expect((await jobs(shop.storeId)).map((j) => [j.state, j.problem])).toEqual([['unknown', 'interrupted']])
  })

  it('whose document cannot be drawn keeps nobody waiting', async () => {
    const { shop, printer, cashier } = await counter()
    await asActor(cashier.actor, (ctx) =>
      requestPrint(ctx, { storeId: shop.storeId, printerId: null, source: { kind: 'ticket', id: newId() } }),
    )
    await sell(shop, cashier.actor, { printerId: null, receipt: true })
    await drain(base, printer.id)
    expect((await jobs(shop.storeId)).map((j) => [j.state, j.problem, j.attempts])).toEqual([
      ['failed', 'document', 1],
      ['sent', null, 1],
    ])
  })
})
