/** Printers for tests: real rows, and a virtual printer at the other end of a real line. */
import { addPrinter, FIRST_PORT, LAST_PORT, type Printer, VirtualPrinter } from '../../src/modules/printing/index.ts'
import type { PostedTicket } from '../../src/modules/sales/index.ts'
import { type Actor, system } from '../../src/platform/ctx.ts'
import { newId } from '../../src/platform/ids.ts'
import { readCtx, write } from '../../src/platform/runtime.ts'
import { completeTicket } from '../../src/workflows/checkout/complete-ticket.ts'
import { cart as cartSchema } from '../../src/workflows/checkout/schemas.ts'
import { drainPrinter } from '../../src/workflows/print-document/index.ts'
import type { TestBase } from '../harness.ts'
import { signInAs } from './access.ts'
import { quoteOf } from './sales.ts'
import { openShop, type Shop } from './shop.ts'

/** Short waits: the printer is on this machine. */
export const QUICK = { connect: 500, status: 200, stall: 500, total: 3_000, confirm: 500, close: 200 }

export const PORTS = Array.from({ length: LAST_PORT - FIRST_PORT + 1 }, (_, i) => FIRST_PORT + i)

let made = 0

/** A switched-on virtual printer with its row: 80 mm, with drawer and cutter, answering. */
export async function makePrinter(
  base: TestBase,
  storeId: string,
  fields: { columns?: 32 | 48; hasDrawer?: boolean; name?: string } = {},
): Promise<{ row: Printer; virtual: VirtualPrinter }> {
  made += 1
  const virtual = new VirtualPrinter(fields.columns ?? 48)
  const port = await virtual.start(PORTS)
  const input = { storeId, name: `打印机${made}`, host: '127.0.0.1', port, columns: 48 as const, hasDrawer: true, ...fields }
  const { result } = await write(base.runtime, base.brand, system, (ctx) => addPrinter(ctx, input, 'private'))
  return { row: result, virtual }
}

/** Works on a printer's queue, as the background job does. */
export function drain(base: TestBase, printerId: string): Promise<void> {
  return drainPrinter(base.runtime, { brandId: base.brand.id, printerId }, QUICK)
}

export type Counter = Awaited<ReturnType<typeof openCounter>>

/** A shop whose cashier has a printer with a drawer, and what the test asks about it. */
export async function openCounter(base: TestBase, on: VirtualPrinter[], fields: Parameters<typeof makePrinter>[2] = {}) {
  const shop = await openShop(base)
  const { row: printer, virtual } = await makePrinter(base, shop.storeId, fields)
  on.push(virtual)
  const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
  return { shop, printer, virtual, cashier }
}

/** A cut for 128.00, in cash or not, with what the till wants printed. */
export async function sellCut(
  base: TestBase,
  shop: Shop,
  actor: Actor,
  print?: { printerId: string | null; receipt: boolean },
  isCash = true,
): Promise<PostedTicket> {
  const open = { storeId: shop.storeId, memberId: null, lines: [{ key: 'a', kind: 'service' as const, itemId: shop.cutId }] }
  const tenders = isCash ? [{ kind: 'cash' as const, receivedFen: 20_000 }] : [{ kind: 'wechat' as const, amountFen: 12_800 }]
  const quote = await quoteOf(base, actor, { ...open, tenders })
  const input = { ticketId: newId(), cart: cartSchema.parse({ ...open, tenders }), quoteHash: quote.quoteHash, print }
  return (await write(base.runtime, base.brand, actor, (ctx) => completeTicket(ctx, input))).result
}

/** Rows of the printing room, oldest first. */
export function printRows(base: TestBase) {
  const db = () => readCtx(base.runtime, base.brand, system).db
  return {
    jobs: (storeId: string) => db().selectFrom('print_job').selectAll().where('store_id', '=', storeId).orderBy('seq').execute(),
    openings: (storeId: string) => db().selectFrom('drawer_opening').selectAll().where('store_id', '=', storeId).execute(),
    factsOf: async (jobId: string) =>
      (await db().selectFrom('print_event').select('what').where('job_id', '=', jobId).orderBy('seq').execute()).map((f) => f.what),
  }
}
