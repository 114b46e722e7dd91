import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { sessionQuery } from '../features/session/queries.ts'
import { isProblem } from '../lib/problems.ts'

export const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet })

/** Everything behind the sign-in: navigation, store switcher, session. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery)
    } catch (error) {
      if (isProblem(error, 'not_signed_in') || isProblem(error, 'session_locked'))
        throw redirect({ to: '/sign-in', search: { back: location.href } })
      throw error
    }
  },
  component: lazyRouteComponent(() => import('./shell.tsx'), 'Shell'),
})
