/** Deposits: the list, and one with all that happened to it. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { oneOf, text } from '../lib/search-params.ts'
import { shell } from './shell-route.ts'

const deposits = createRoute({
  getParentRoute: () => shell,
  path: '/deposits',
  validateSearch: (search: Record<string, unknown>) => ({
    ...text(search, 'storeId'),
    ...text(search, 'q'),
    ...oneOf(search, 'state', ['all']),
  }),
  component: lazyRouteComponent(() => import('../features/deposits/deposits-page.tsx'), 'DepositsPage'),
})

const deposit = createRoute({
  getParentRoute: () => shell,
  path: '/deposits/$depositId',
  component: lazyRouteComponent(() => import('../features/deposits/deposit-page.tsx'), 'DepositPage'),
})

export const depositRoutes = [deposits, deposit] as const
