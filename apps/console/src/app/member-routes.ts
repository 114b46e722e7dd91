/** The pages of members: the list, one member, and what is done with several. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { oneOf, text } from '../lib/search-params.ts'
import { shell } from './shell-route.ts'

const members = createRoute({
  getParentRoute: () => shell,
  path: '/members',
  validateSearch: (search: Record<string, unknown>) => ({
    ...text(search, 'q'),
    ...text(search, 'tag'),
    ...text(search, 'levelId'),
    ...text(search, 'adviserId'),
    ...oneOf(search, 'spend', ['50000', '100000', '300000', '1000000']),
    ...oneOf(search, 'sort', ['spend', 'lastVisit']),
  }),
  component: lazyRouteComponent(() => import('../features/members/members-page.tsx'), 'MembersPage'),
})

const newMember = createRoute({
  getParentRoute: () => shell,
  path: '/members/new',
  component: lazyRouteComponent(() => import('../features/members/new-member-page.tsx'), 'NewMemberPage'),
})

const mergeMembers = createRoute({
  getParentRoute: () => shell,
  path: '/members/merge',
  validateSearch: (search: Record<string, unknown>) => ({ ...text(search, 'survivorId'), ...text(search, 'mergedId') }),
  component: lazyRouteComponent(() => import('../features/member-file/merge-page.tsx'), 'MergePage'),
})

const duplicates = createRoute({
  getParentRoute: () => shell,
  path: '/members/duplicates',
  component: lazyRouteComponent(() => import('../features/member-file/duplicates-page.tsx'), 'DuplicatesPage'),
})

const reminders = createRoute({
  getParentRoute: () => shell,
  path: '/members/reminders',
  validateSearch: (search: Record<string, unknown>) => ({
    ...oneOf(search, 'tab', ['birthday', 'anniversary', 'care']),
    ...text(search, 'days'),
    ...oneOf(search, 'mine', ['yes']),
  }),
  component: lazyRouteComponent(() => import('../features/member-file/reminders-page.tsx'), 'RemindersPage'),
})

const member = createRoute({
  getParentRoute: () => shell,
  path: '/members/$memberId',
  validateSearch: (search: Record<string, unknown>) =>
    oneOf(search, 'tab', ['timeline', 'statement', 'tickets', 'cards', 'care', 'family', 'about']),
  component: lazyRouteComponent(() => import('../features/members/member-page.tsx'), 'MemberPage'),
})

export const memberRoutes = [members, newMember, mergeMembers, duplicates, reminders, member] as const
