import { problem } from '../../platform/errors.ts'

export const PrinterNameTaken = problem('printer_name_taken', 409, 'Another printer of this store bears that name')
export const PrinterAddressRefused = problem(
  'printer_address_refused',
  422,
  'Printers stand in the shop: a private address and a port from 9100 to 9199',
)
export const NoPrinter = problem('no_printer', 409, 'This store has no printer that could do that')
export const NoDrawer = problem('no_drawer', 409, 'No cash drawer hangs on this printer')
export const PrintJobSettled = problem('print_job_settled', 409, 'What became of this job is known already')
export const DocumentUnknown = problem('document_unknown', 422, 'Documents of that kind cannot be printed')
