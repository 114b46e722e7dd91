import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { violatedConstraint } from '../../platform/db.ts'
import { NotFound } from '../../platform/errors.ts'
import { PrinterAddressRefused, PrinterNameTaken } from './errors.ts'
import { mayStandAt, type Reach } from './hosts.ts'
import type { Printer, PrinterChange } from './schemas.ts'
import { findPrinter, takeDuties, updatePrinter } from './store.ts'

interface EditInput {
  printerId: string
  version: number
  change: PrinterChange
}

/** Edits a printer, gives it a duty, or puts it away. @throws NotFound, VersionStale, PrinterAddressRefused, PrinterNameTaken */
export async function editPrinter(ctx: WriteCtx, { printerId, version, change }: EditInput, reach: Reach): Promise<Printer> {
  const before = await findPrinter(ctx, printerId)
  if (!before) throw new NotFound()
  authorize(ctx, 'manage', 'Printer', before.storeId)
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  const wanted: Printer = { ...before, ...Object.fromEntries(given) }
  // What is put away has no duties.
  const after = wanted.isActive ? wanted : { ...wanted, printsReceipts: false, printsReports: false }
  const isElsewhere = after.host !== before.host || after.port !== before.port
  if (isElsewhere && !mayStandAt(after.host, after.port, reach)) throw new PrinterAddressRefused({ host: after.host, port: after.port })
  const takes = { receipts: after.printsReceipts && !before.printsReceipts, reports: after.printsReports && !before.printsReports }
  await takeDuties(ctx, before.storeId, takes, before.id)
  const printer = await updatePrinter(ctx, after, version, isElsewhere).catch((error: unknown) => {
    throw violatedConstraint(error) === 'printer_store_id_name_key' ? new PrinterNameTaken({ name: after.name }) : error
  })
  const fields = given.map(([field]) => field).filter((field) => before[field as keyof Printer] !== after[field as keyof Printer])
  ctx.audit({
    action: 'printer.edit',
    subjectKind: 'Printer',
    subjectId: printer.id,
    storeId: printer.storeId,
    detail: { fields, ...(isElsewhere ? { host: printer.host, port: printer.port } : {}) },
  })
  return printer
}
