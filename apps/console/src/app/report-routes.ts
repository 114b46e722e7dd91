/** The reports and the settlement between stores. Days, store, grouping and what is opened live in the address. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { oneOf, text } from '../lib/search-params.ts'
import { shell } from './shell-route.ts'

const reports = createRoute({
  getParentRoute: () => shell,
  path: '/reports',
  beforeLoad: () => {
    throw redirect({ to: '/reports/days/$report', params: { report: 'takings' }, search: {} })
  },
})

const dayReport = createRoute({
  getParentRoute: () => shell,
  path: '/reports/days/$report',
  validateSearch: (search: Record<string, unknown>) => ({
    ...text(search, 'from'),
    ...text(search, 'to'),
    ...text(search, 'storeId'),
    ...text(search, 'by'),
    ...oneOf(search, 'compare', ['previous', 'week']),
    ...text(search, 'open'),
  }),
  component: lazyRouteComponent(() => import('../features/reports/day-report-page.tsx'), 'DayReportPage'),
})

const storesReport = createRoute({
  getParentRoute: () => shell,
  path: '/reports/stores',
  validateSearch: (search: Record<string, unknown>) => ({ ...text(search, 'from'), ...text(search, 'to') }),
  component: lazyRouteComponent(() => import('../features/reports/stores-report-page.tsx'), 'StoresReportPage'),
})

const liability = createRoute({
  getParentRoute: () => shell,
  path: '/reports/liability',
  validateSearch: (search: Record<string, unknown>) => ({ ...text(search, 'asOf'), ...text(search, 'storeId'), ...text(search, 'open') }),
  component: lazyRouteComponent(() => import('../features/reports/liability-page.tsx'), 'LiabilityPage'),
})

const settlement = createRoute({
  getParentRoute: () => shell,
  path: '/reports/settlement',
  component: lazyRouteComponent(() => import('../features/settlement/settlement-page.tsx'), 'SettlementPage'),
})

const settlementMonth = createRoute({
  getParentRoute: () => shell,
  path: '/reports/settlement/$month',
  validateSearch: (search: Record<string, unknown>) => ({ ...text(search, 'issuerId'), ...text(search, 'performerId') }),
  component: lazyRouteComponent(() => import('../features/settlement/month-page.tsx'), 'SettlementMonthPage'),
})

export const reportRoutes = [reports, dayReport, storesReport, liability, settlement, settlementMonth] as const
