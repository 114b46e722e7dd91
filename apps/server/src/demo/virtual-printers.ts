/** A demonstration prints too: on virtual printers of this machine, one per store, whose paper is shown on the page for printing. */
import {
  addPrinter,
  editPrinter,
  FIRST_PORT,
  findPrinters,
  LAST_PORT,
  type Printer,
  standHere,
  VirtualPrinter,
} from '../modules/printing/index.ts'
import { listStores } from '../modules/settings/index.ts'
import { type Brand, system, type WriteCtx } from '../platform/ctx.ts'
import { type Runtime, readCtx, write } from '../platform/runtime.ts'
import { DEMO_SLUG } from './shop.ts'

const NAME = '前台小票机'
const HOST = '127.0.0.1'
/** 80 mm in the first store, 58 mm in the next, and so on. */
const WIDTHS = [48, 32] as const

/** Switches one on for each store of the demonstration, on whichever ports are free today. */
export async function switchOnPrinters(runtime: Runtime): Promise<void> {
  const brand = await runtime.brands.bySlug(DEMO_SLUG)
  if (!brand) return
  const ports = Array.from({ length: LAST_PORT - FIRST_PORT + 1 }, (_, i) => FIRST_PORT + i)
  const standing = []
  for (const [index, store] of (await listStores(readCtx(runtime, brand, system))).entries()) {
    const columns = WIDTHS[index % WIDTHS.length] ?? 48
    const printer = new VirtualPrinter(columns)
    const port = await printer.start(ports)
    const row = await enter(runtime, brand, { storeId: store.id, columns, port })
    standing.push({ printerId: row.id, storeId: store.id, printer })
  }
  standHere(runtime, standing)
}

async function enter(
  runtime: Runtime,
  brand: Brand,
  { storeId, columns, port }: { storeId: string; columns: 32 | 48; port: number },
): Promise<Printer> {
  const known = (await findPrinters(readCtx(runtime, brand, system), storeId)).find((p) => p.name === NAME)
  if (known && known.port === port && known.host === HOST) return known
  const run = (ctx: WriteCtx) =>
    known
      ? editPrinter(ctx, { printerId: known.id, version: known.version, change: { host: HOST, port, columns } }, 'private')
      : addPrinter(ctx, { storeId, name: NAME, host: HOST, port, columns, hasDrawer: true }, 'private')
  return (await write(runtime, brand, system, run)).result
}
