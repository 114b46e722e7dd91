/** The pages around the desk: bills, members, goods, people, the shop itself. Filters live in the address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { SETTINGS_TABS } from '../features/settings/tabs.ts'
import { oneOf, text } from '../lib/search-params.ts'
import { depositRoutes } from './deposit-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { reportRoutes } from './report-routes.ts'
import { shell } from './shell-route.ts'

const tickets = createRoute({
  getParentRoute: () => shell,
  path: '/tickets',
  validateSearch: (search: Record<string, unknown>) => ({
    ...text(search, 'storeId'),
    ...text(search, 'day'),
    ...text(search, 'memberId'),
    ...text(search, 'shiftId'),
    ...oneOf(search, 'state', ['held', 'completed', 'voided']),
  }),
  component: lazyRouteComponent(() => import('../features/tickets/tickets-page.tsx'), 'TicketsPage'),
})

const ticket = createRoute({
  getParentRoute: () => shell,
  path: '/tickets/$ticketId',
  component: lazyRouteComponent(() => import('../features/tickets/ticket-page.tsx'), 'TicketPage'),
})

const ticketRefund = createRoute({
  getParentRoute: () => shell,
  path: '/tickets/$ticketId/refund',
  /** The line that is to go back, where one came from it. */
  validateSearch: (search: Record<string, unknown>) => text(search, 'line'),
  component: lazyRouteComponent(() => import('../features/tickets/refund-form-page.tsx'), 'RefundFormPage'),
})

const exchange = createRoute({
  getParentRoute: () => shell,
  path: '/exchanges/$ticketId',
  validateSearch: (search: Record<string, unknown>) => text(search, 'done'),
  component: lazyRouteComponent(() => import('../features/exchange/exchange-page.tsx'), 'ExchangePage'),
})

const refund = createRoute({
  getParentRoute: () => shell,
  path: '/refunds/$refundId',
  component: lazyRouteComponent(() => import('../features/tickets/refund-page.tsx'), 'RefundPage'),
})

const shifts = createRoute({
  getParentRoute: () => shell,
  path: '/shifts',
  validateSearch: (search: Record<string, unknown>) => ({
    ...oneOf(search, 'tab', ['list', 'day']),
    ...text(search, 'day'),
    ...text(search, 'tillId'),
  }),
  component: lazyRouteComponent(() => import('../features/shifts/shifts-page.tsx'), 'ShiftsPage'),
})

const shiftClose = createRoute({
  getParentRoute: () => shell,
  path: '/shifts/$shiftId/close',
  component: lazyRouteComponent(() => import('../features/shifts/close-shift-page.tsx'), 'CloseShiftPage'),
})

const shiftX = createRoute({
  getParentRoute: () => shell,
  path: '/shifts/$shiftId/x',
  component: lazyRouteComponent(() => import('../features/shifts/report-page.tsx'), 'XReportPage'),
})

const shiftReport = createRoute({
  getParentRoute: () => shell,
  path: '/shift-reports/$reportId',
  component: lazyRouteComponent(() => import('../features/shifts/report-page.tsx'), 'ReportPage'),
})

const card = createRoute({
  getParentRoute: () => shell,
  path: '/cards/$cardId',
  component: lazyRouteComponent(() => import('../features/cards/card-page.tsx'), 'CardPage'),
})

const transfer = createRoute({
  getParentRoute: () => shell,
  path: '/transfers/$transferId',
  component: lazyRouteComponent(() => import('../features/cards/transfer-page.tsx'), 'TransferPage'),
})

const giftCards = createRoute({
  getParentRoute: () => shell,
  path: '/gift-cards',
  component: lazyRouteComponent(() => import('../features/cards/gift-cards-page.tsx'), 'GiftCardsPage'),
})

const prepaidAsk = createRoute({
  getParentRoute: () => shell,
  path: '/members/$memberId/prepaid-refund',
  component: lazyRouteComponent(() => import('../features/prepaid-refunds/ask-page.tsx'), 'AskPage'),
})

const prepaidRefunds = createRoute({
  getParentRoute: () => shell,
  path: '/prepaid-refunds',
  validateSearch: (search: Record<string, unknown>) => ({
    ...text(search, 'storeId'),
    ...oneOf(search, 'state', ['requested', 'paid', 'cancelled']),
  }),
  component: lazyRouteComponent(() => import('../features/prepaid-refunds/refunds-page.tsx'), 'RefundsPage'),
})

const prepaidRefund = createRoute({
  getParentRoute: () => shell,
  path: '/prepaid-refunds/$requestId',
  validateSearch: (search: Record<string, unknown>) => oneOf(search, 'unsent', ['yes']),
  component: lazyRouteComponent(() => import('../features/prepaid-refunds/request-page.tsx'), 'RequestPage'),
})

const accounts = createRoute({
  getParentRoute: () => shell,
  path: '/accounts',
  validateSearch: (search: Record<string, unknown>) => ({ ...text(search, 'q'), ...oneOf(search, 'state', ['all']) }),
  component: lazyRouteComponent(() => import('../features/accounts/accounts-page.tsx'), 'AccountsPage'),
})

const creditAccount = createRoute({
  getParentRoute: () => shell,
  path: '/accounts/$accountId',
  component: lazyRouteComponent(() => import('../features/accounts/account-page.tsx'), 'AccountPage'),
})

const catalog = createRoute({
  getParentRoute: () => shell,
  path: '/catalog',
  validateSearch: (search: Record<string, unknown>) => ({
    ...oneOf(search, 'kind', ['product', 'pass', 'top_up', 'category']),
    ...text(search, 'q'),
    ...oneOf(search, 'shown', ['inactive']),
  }),
  component: lazyRouteComponent(() => import('../features/catalog/catalog-page.tsx'), 'CatalogPage'),
})

const prices = createRoute({
  getParentRoute: () => shell,
  path: '/prices',
  component: lazyRouteComponent(() => import('../features/prices/prices-page.tsx'), 'PricesPage'),
})

const stores = createRoute({
  getParentRoute: () => shell,
  path: '/stores',
  component: lazyRouteComponent(() => import('../features/stores/stores-page.tsx'), 'StoresPage'),
})

const staff = createRoute({
  getParentRoute: () => shell,
  path: '/staff',
  component: lazyRouteComponent(() => import('../features/staff/staff-page.tsx'), 'StaffPage'),
})

const printing = createRoute({
  getParentRoute: () => shell,
  path: '/printing',
  validateSearch: (search: Record<string, unknown>) => oneOf(search, 'tab', ['printers', 'drawer', 'virtual']),
  component: lazyRouteComponent(() => import('../features/printing/printing-page.tsx'), 'PrintingPage'),
})

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  validateSearch: (search: Record<string, unknown>) => oneOf(search, 'tab', SETTINGS_TABS),
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
})

const roles = createRoute({
  getParentRoute: () => shell,
  path: '/roles',
  component: lazyRouteComponent(() => import('../features/roles/roles-page.tsx'), 'RolesPage'),
})

const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>) => ({
    ...text(search, 'actorId'),
    ...text(search, 'action'),
    ...text(search, 'storeId'),
    ...text(search, 'subjectId'),
    ...text(search, 'from'),
    ...text(search, 'to'),
  }),
  component: lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
})

const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/account/account-page.tsx'), 'AccountPage'),
})

const firstDay = createRoute({
  getParentRoute: () => shell,
  path: '/first-day',
  component: lazyRouteComponent(() => import('../features/first-day/first-day-page.tsx'), 'FirstDayPage'),
})

const help = createRoute({
  getParentRoute: () => shell,
  path: '/help/{-$page}',
  component: lazyRouteComponent(() => import('../features/help/help-page.tsx'), 'HelpPage'),
})

export const officeRoutes = [
  tickets,
  ticket,
  ticketRefund,
  exchange,
  refund,
  ...depositRoutes,
  shifts,
  shiftClose,
  shiftX,
  shiftReport,
  ...memberRoutes,
  card,
  transfer,
  giftCards,
  prepaidAsk,
  prepaidRefunds,
  prepaidRefund,
  accounts,
  creditAccount,
  catalog,
  prices,
  stores,
  staff,
  ...reportRoutes,
  printing,
  settings,
  roles,
  audit,
  account,
  firstDay,
  help,
] as const
