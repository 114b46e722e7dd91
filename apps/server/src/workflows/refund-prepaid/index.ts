/** Prepaid money given back by law: from the quote to the pay-out, and its paper. */
export { readRefundPaper, readWorksheetPaper } from './read-paper.ts'
export { refundPrepaidRoutes } from './routes.ts'
