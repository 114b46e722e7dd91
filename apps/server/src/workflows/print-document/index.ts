/** Printing documents of any room: who draws what, and the way to the printer. */
export { DOCUMENTS, type Drawable } from './documents.ts'
export { drainPrinter, resumeAllPrinting, resumePrinting, TryLater } from './drain-printer.ts'
export { printDocument } from './print-document.ts'
export { printDocumentRoutes } from './routes.ts'
