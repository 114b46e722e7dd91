/** Every room that speaks HTTP, in the order of the API's description. */
import type { FastifyInstance } from 'fastify'
import { accessRoutes } from './modules/access/routes.ts'
import { auditRoutes } from './modules/audit/index.ts'
import { cardRoutes } from './modules/cards/routes.ts'
import { careRoutes } from './modules/care/routes.ts'
import { catalogRoutes } from './modules/catalog/routes.ts'
import { consentRoutes } from './modules/consents/routes.ts'
import { contractRoutes } from './modules/contracts/routes.ts'
import { depositRoutes } from './modules/deposits/index.ts'
import { fieldRoutes } from './modules/fields/routes.ts'
import { householdRoutes } from './modules/households/routes.ts'
import { memberRoutes } from './modules/members/routes.ts'
import { prepaidRoutes } from './modules/prepaid/index.ts'
import { printingRoutes } from './modules/printing/index.ts'
import { receivableRoutes } from './modules/receivables/index.ts'
import { reportsRoutes } from './modules/reports/index.ts'
import { salesRoutes } from './modules/sales/index.ts'
import { settingsRoutes } from './modules/settings/routes.ts'
import { settlementRoutes } from './modules/settlement/index.ts'
import { shiftRoutes } from './modules/shifts/index.ts'
import { staffRoutes } from './modules/staff/routes.ts'
import { timelineRoutes } from './modules/timeline/index.ts'
import { viewRoutes } from './modules/views/index.ts'
import { walletRoutes } from './modules/wallet/index.ts'
import type { Runtime } from './platform/runtime.ts'
import { checkoutRoutes } from './workflows/checkout/routes.ts'
import { closeShiftRoutes } from './workflows/close-shift/index.ts'
import { enrolRoutes } from './workflows/enrol/index.ts'
import { exchangeRoutes } from './workflows/exchange/index.ts'
import { firstDayRoutes } from './workflows/first-day/index.ts'
import { giftRoutes } from './workflows/gift/routes.ts'
import { mergeRoutes } from './workflows/merge-members/index.ts'
import { printDocumentRoutes } from './workflows/print-document/index.ts'
import { recordConsentRoutes } from './workflows/record-consent/index.ts'
import { refundRoutes } from './workflows/refund/routes.ts'
import { refundPrepaidRoutes } from './workflows/refund-prepaid/index.ts'
import { scanRoutes } from './workflows/scan/index.ts'
import { setupRoutes } from './workflows/setup/index.ts'
import { transferRoutes } from './workflows/transfer/routes.ts'

export type RoutePlugin = (app: FastifyInstance, runtime: Runtime) => void

export const routePlugins: readonly RoutePlugin[] = [
  setupRoutes,
  firstDayRoutes,
  accessRoutes,
  auditRoutes,
  settingsRoutes,
  staffRoutes,
  catalogRoutes,
  fieldRoutes,
  memberRoutes,
  consentRoutes,
  recordConsentRoutes,
  householdRoutes,
  careRoutes,
  viewRoutes,
  enrolRoutes,
  mergeRoutes,
  cardRoutes,
  contractRoutes,
  walletRoutes,
  salesRoutes,
  depositRoutes,
  receivableRoutes,
  checkoutRoutes,
  refundRoutes,
  exchangeRoutes,
  printingRoutes,
  printDocumentRoutes,
  scanRoutes,
  shiftRoutes,
  closeShiftRoutes,
  transferRoutes,
  giftRoutes,
  prepaidRoutes,
  refundPrepaidRoutes,
  reportsRoutes,
  timelineRoutes,
  settlementRoutes,
]
