import type { WriteCtx } from '../../platform/ctx.ts'
import { violatedConstraint } from '../../platform/db.ts'
import { readStore } from '../settings/index.ts'
import { PrinterAddressRefused, PrinterNameTaken } from './errors.ts'
import { mayStandAt, type Reach } from './hosts.ts'
import { type NewPrinter, newPrinter, type Printer } from './schemas.ts'
import { findPrinters, insertPrinter } from './store.ts'

/** Enters a printer of a store. The first one prints everything. @throws PrinterAddressRefused, PrinterNameTaken */
export async function addPrinter(ctx: WriteCtx, input: NewPrinter, reach: Reach): Promise<Printer> {
  const given = newPrinter.parse(input)
  await readStore(ctx, given.storeId)
  if (!mayStandAt(given.host, given.port, reach)) throw new PrinterAddressRefused({ host: given.host, port: given.port })
  const others = await findPrinters(ctx, given.storeId)
  const printer = await insertPrinter(ctx, {
    ...given,
    printsReceipts: !others.some((p) => p.printsReceipts),
    printsReports: !others.some((p) => p.printsReports),
    isActive: true,
  }).catch((error: unknown) => {
    throw violatedConstraint(error) === 'printer_store_id_name_key' ? new PrinterNameTaken({ name: given.name }) : error
  })
  ctx.audit({
    action: 'printer.add',
    subjectKind: 'Printer',
    subjectId: printer.id,
    storeId: printer.storeId,
    detail: { host: printer.host, port: printer.port },
  })
  return printer
}
