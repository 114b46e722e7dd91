/** From the sale to the paper: what is printed, how often it was printed before, and the drawer. A virtual printer stands at the end of a real line. */
import { afterEach, describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { drain, makePrinter, openCounter, printRows, sellCut } from '../../../test/factories/printers.ts'
import { makeSale, refund } from '../../../test/factories/sales.ts'
import { countAndClose, openShiftOf } from '../../../test/factories/shifts.ts'
import { openShop, type Shop } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { editPrinter, openDrawer, type VirtualPrinter } from '../../modules/printing/index.ts'
import { textOf } from '../../modules/printing/virtual/paper.ts'
import { type Actor, system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { completeTicket } from '../checkout/complete-ticket.ts'
import { cart as cartSchema } from '../checkout/schemas.ts'
import { printDocument } from './index.ts'

const base = useDatabase()
const { jobs, openings, factsOf } = printRows(base)
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
const print = (actor: Actor, storeId: string, id: string, kind = 'ticket') =>
  asActor(actor, (ctx) => printDocument(ctx, { storeId, printerId: null, source: { kind, id } }))

describe('a sale with its paper', () => {
  it('queues both in its own transaction, prints the receipt and opens the drawer for cash', async () => {
    const { shop, printer, virtual, cashier } = await counter()
    const ticket = await sell(shop, cashier.actor, { printerId: null, receipt: true })
    const [job] = await jobs(shop.storeId)
    expect(job).toMatchObject({
      printer_id: printer.id,
      source_kind: 'ticket',
      source_id: ticket.id,
      state: 'queued',
      copy: 0,
      opens_drawer: true,
    })
    expect(await openings(shop.storeId)).toMatchObject([
      { reason: 'cash_sale', source_id: ticket.id, opened_by: cashier.staffId, job_id: job?.id },
    ])
    await drain(base, printer.id)
    const [paper] = await virtual.papers(1)
    expect(paper && textOf(paper.paper).join('\n')).toContain(ticket.number)
    expect(virtual.pulses).toBe(1)
    expect(virtual.unknown).toEqual([])
    expect(await jobs(shop.storeId)).toMatchObject([{ state: 'sent', attempts: 1, problem: null }])
    expect(await factsOf(job?.id ?? '')).toEqual(['requested', 'sending', 'sent'])
    expect(await db().selectFrom('printer').select('answers_status').where('id', '=', printer.id).execute()).toEqual([
      { answers_status: true },
    ])
  })

  it('costs the sale no round trip', async () => {
    const { shop, cashier } = await counter()
    const sent = async (print?: { printerId: string | null; receipt: boolean }) => {
      await sell(shop, cashier.actor, print)
      const before = base.runtime.counter?.count ?? 0
      await sell(shop, cashier.actor, print)
      return (base.runtime.counter?.count ?? 0) - before
    }
    expect(await sent({ printerId: null, receipt: true })).toBe(await sent())
  })

  it('opens the drawer without paper where no receipt is wanted, and neither for other money', async () => {
    const { shop, printer, virtual, cashier } = await counter()
    await sell(shop, cashier.actor, { printerId: printer.id, receipt: false })
    await sell(shop, cashier.actor, { printerId: printer.id, receipt: false }, false)
    expect(await jobs(shop.storeId)).toMatchObject([{ source_kind: 'drawer', source_id: null, opens_drawer: true }])
    await drain(base, printer.id)
    expect([virtual.pulses, virtual.printed.length]).toEqual([1, 0])
  })

  it('is a sale all the same without a printer, with one put away, or when nothing is asked for', async () => {
    const shop = await openShop(base)
    await sell(shop, shop.owner.actor, { printerId: null, receipt: true })
    await sell(shop, shop.owner.actor, { printerId: newId(), receipt: true })
    const { row, virtual } = await makePrinter(base, shop.storeId)
    on.push(virtual)
    await sell(shop, shop.owner.actor)
    await db()
      .updateTable('printer')
      .set({ is_active: false, prints_receipts: false, prints_reports: false })
      .where('id', '=', row.id)
      .execute()
    await sell(shop, shop.owner.actor, { printerId: row.id, receipt: true })
    expect(await jobs(shop.storeId)).toEqual([])
  })

  it('leaves no job behind when the sale is refused', async () => {
    const { shop, cashier } = await counter()
    const input = {
      ticketId: newId(),
      cart: cartSchema.parse({
        storeId: shop.storeId,
        memberId: null,
        lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }],
        tenders: [],
      }),
      quoteHash: null,
      print: { printerId: null, receipt: true },
    }
    await expect(asActor(cashier.actor, (ctx) => completeTicket(ctx, input))).rejects.toMatchObject({ code: 'payment_incomplete' })
    expect(await jobs(shop.storeId)).toEqual([])
  })
})

describe('a refund', () => {
  it('prints its own paper when asked by its button', async () => {
    const { shop, printer, virtual } = await counter({ columns: 32 })
    const ticket = await makeSale(base, shop.owner.actor, {
      storeId: shop.storeId,
      memberId: null,
      lines: [{ key: 'a', kind: 'product', itemId: shop.shampooId }],
    })
    const lines = await db().selectFrom('ticket_line').select('id').where('ticket_id', '=', ticket.id).execute()
    const back = await refund(
      base,
      shop.owner.actor,
      ticket.id,
      lines.map((l) => ({ lineId: l.id, quantity: 1 })),
    )
    await print(shop.owner.actor, shop.storeId, back.id, 'refund')
    await drain(base, printer.id)
    const [paper] = await virtual.papers(1)
    expect(paper && textOf(paper.paper).map((l) => l.trim())).toEqual(expect.arrayContaining(['退款单']))
  })
})

describe('a report of a shift', () => {
  it('prints on the printer for reports, and not for those who may not read it', async () => {
    const { shop, printer, virtual, cashier } = await counter()
    await sell(shop, cashier.actor)
    const shiftId = await openShiftOf(base, shop.storeId)
    const { reportId } = await countAndClose(base, shop.owner.actor, shiftId ?? '')
    const reports = await makePrinter(base, shop.storeId, { name: '办公室' })
    on.push(reports.virtual)
    await asActor(system, (ctx) => editPrinter(ctx, { printerId: reports.row.id, version: 1, change: { printsReports: true } }, 'private'))
    const elsewhere = await signInAs(base, 'manager')
    await expect(print(elsewhere.actor, shop.storeId, reportId, 'z_report')).rejects.toMatchObject({ code: 'not_found' })
    await print(shop.owner.actor, shop.storeId, reportId, 'z_report')
    await drain(base, reports.row.id)
    await drain(base, printer.id)
    const [paper] = await reports.virtual.papers(1)
    expect(paper && textOf(paper.paper).join('\n')).toContain('128.00')
    expect([virtual.printed, reports.virtual.unknown]).toEqual([[], []])
  })
})

describe('printing again', () => {
  it('says on the paper which time it is', async () => {
    const { shop, printer, virtual, cashier } = await counter()
    const ticket = await sell(shop, cashier.actor, { printerId: null, receipt: true })
    await print(cashier.actor, shop.storeId, ticket.id)
    await print(cashier.actor, shop.storeId, ticket.id)
    await drain(base, printer.id)
    const papers = await virtual.papers(3)
    expect(papers.map((p) => textOf(p.paper)[0]?.trim())).toEqual([expect.stringContaining('测试店'), '补打 1', '补打 2'])
    // The drawer opened once: with the sale.
    expect(virtual.pulses).toBe(1)
  })

  it('does not count what never came out', async () => {
    const { shop, cashier } = await counter()
    const ticket = await sell(shop, cashier.actor, { printerId: null, receipt: true })
    const failed = { state: 'failed', problem: 'refused', ended_at: MORNING }
    await db().updateTable('print_job').set(failed).where('source_id', '=', ticket.id).execute()
    await print(cashier.actor, shop.storeId, ticket.id)
    await print(cashier.actor, shop.storeId, ticket.id)
    expect((await jobs(shop.storeId)).map((j) => j.copy)).toEqual([0, 0, 1])
  })

  it('is refused for a bill of another store, a held one, an unknown kind, and a stylist; nothing is queued', async () => {
    const { shop, cashier } = await counter()
    const other = await openShop(base)
    const theirs = await sell(other, other.owner.actor)
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    const mine = await sell(shop, cashier.actor)
    await expect(print(cashier.actor, shop.storeId, theirs.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(print(shop.owner.actor, shop.storeId, theirs.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(print(cashier.actor, shop.storeId, newId())).rejects.toMatchObject({ code: 'not_found' })
    await expect(print(cashier.actor, shop.storeId, mine.id, 'letter')).rejects.toMatchObject({ code: 'document_unknown' })
    await expect(print(cashier.actor, shop.storeId, mine.id, 'constructor')).rejects.toMatchObject({ code: 'document_unknown' })
    await expect(print(stylist.actor, shop.storeId, mine.id)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await jobs(shop.storeId)).toEqual([])
  })

  it('says so where the store has no printer', async () => {
    const shop = await openShop(base)
    const ticket = await sell(shop, shop.owner.actor)
    await expect(print(shop.owner.actor, shop.storeId, ticket.id)).rejects.toMatchObject({ code: 'no_printer' })
  })
})

describe('the drawer', () => {
  it('opens without a sale for a reason, which is kept with who and when', async () => {
    const { shop, printer, virtual, cashier } = await counter()
    const job = await asActor(cashier.actor, (ctx) =>
      openDrawer(ctx, { storeId: shop.storeId, printerId: null, reason: 'change', note: '' }),
    )
    expect(await openings(shop.storeId)).toMatchObject([
      { reason: 'change', note: '', source_id: null, opened_by: cashier.staffId, printer_id: printer.id, job_id: job.id },
    ])
    await drain(base, printer.id)
    expect([virtual.pulses, virtual.printed.length]).toEqual([1, 0])
    const audit = await db()
      .selectFrom('audit_entry')
      .select(['action', 'detail'])
      .where('subject_id', '=', job.id)
      .orderBy('seq')
      .execute()
    expect(audit[0]).toEqual({ action: 'drawer.open', detail: { reason: 'change' } })
  })

  it('does not open where there is none; nothing is noted', async () => {
    const { shop, cashier } = await counter({ hasDrawer: false })
    const open = asActor(cashier.actor, (ctx) => openDrawer(ctx, { storeId: shop.storeId, printerId: null, reason: 'change', note: '' }))
    await expect(open).rejects.toMatchObject({ code: 'no_drawer' })
    await sell(shop, cashier.actor, { printerId: null, receipt: true })
    expect(await openings(shop.storeId)).toEqual([])
    expect(await jobs(shop.storeId)).toMatchObject([{ opens_drawer: false }])
  })

  it('keeps its openings: not even the server may change one', async () => {
    const { shop, cashier } = await counter()
    await asActor(cashier.actor, (ctx) => openDrawer(ctx, { storeId: shop.storeId, printerId: null, reason: 'count', note: '' }))
    await expect(db().deleteFrom('drawer_opening').execute()).rejects.toThrow(/permission denied/)
    await expect(db().updateTable('print_event').set({ what: 'sent' }).execute()).rejects.toThrow(/permission denied/)
  })
})
