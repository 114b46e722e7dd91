import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { PageSkeleton } from '../components/skeletons.tsx'
import { setupQuery } from '../features/session/queries.ts'
import { oneOf } from '../lib/search-params.ts'
import { NotFound } from './not-found.tsx'
import { officeRoutes } from './office-routes.ts'
import { queryClient } from './query-client.ts'
import { RouteProblem } from './route-problem.tsx'
import { root, shell } from './shell-route.ts'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { back?: string; isOver?: true } => ({
    ...(typeof search.back === 'string' && search.back.startsWith('/') && !search.back.startsWith('//') ? { back: search.back } : {}),
    ...(search.isOver === true ? { isOver: true } : {}),
  }),
  beforeLoad: async ({ context }) => {
    const { needed } = await context.queryClient.ensureQueryData(setupQuery)
    if (needed) throw redirect({ to: '/setup' })
  },
  component: lazyRouteComponent(() => import('../features/session/sign-in-page.tsx'), 'SignInPage'),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../features/setup/setup-page.tsx'), 'SetupPage'),
})

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/desk' })
  },
})

const desk = createRoute({
  getParentRoute: () => shell,
  path: '/desk',
  /** What is begun at once, asked for from another page. */
  validateSearch: (search: Record<string, unknown>) => oneOf(search, 'take', ['deposit']),
  component: lazyRouteComponent(() => import('../features/desk/desk-page.tsx'), 'DeskPage'),
})

const held = createRoute({
  getParentRoute: () => shell,
  path: '/held',
  component: lazyRouteComponent(() => import('../features/desk/held-page.tsx'), 'HeldPage'),
})

// One line per page: declare it above beside its neighbours, list it here, and give it a place in nav.tsx.
const routeTree = root.addChildren([signIn, setup, shell.addChildren([home, desk, held, ...officeRoutes])])

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 200,
  defaultErrorComponent: RouteProblem,
  defaultNotFoundComponent: NotFound,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
