/** Prepaid money given back by law: from the quote to the pay-out, and its paper. */
export { payPrepaidRefund } from './pay-refund.ts'
export { quotePrepaidRefund } from './quote.ts'
export { readRefundPaper, readWorksheetPaper } from './read-paper.ts'
export { requestPrepaidRefund } from './request-refund.ts'
export { refundPrepaidRoutes } from './routes.ts'
