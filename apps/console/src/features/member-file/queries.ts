import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'

const inMember = (memberId: string) => ({ params: { path: { memberId } } })

export const customFieldsQuery = (subject: 'member' | 'product') =>
  queryOptions({
    queryKey: ['custom-fields', subject],
    queryFn: () => answer(api.GET('/api/custom-fields', { params: { query: { subject } } })),
    staleTime: 60_000,
  })

export type TimelineKind = Schema<'TimelineEntry'>['kind']

export const timelineQuery = (memberId: string, kinds: readonly TimelineKind[]) =>
  infiniteQueryOptions({
    queryKey: ['timeline', memberId, kinds],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/members/{memberId}/timeline', {
          params: { path: { memberId }, query: { limit: 30, cursor: pageParam, ...(kinds.length > 0 ? { kind: [...kinds] } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const householdQuery = (memberId: string) =>
  queryOptions({
    queryKey: ['household', memberId],
    queryFn: () => answer(api.GET('/api/members/{memberId}/household', inMember(memberId))),
  })

export const householdUsesQuery = (householdId: string) =>
  infiniteQueryOptions({
    queryKey: ['household', 'uses', householdId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/households/{householdId}/uses', { params: { path: { householdId }, query: { limit: 20, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const consentTextsQuery = queryOptions({
  queryKey: ['consent-texts'],
  queryFn: () => answer(api.GET('/api/consent-texts')),
  staleTime: 60_000,
})
export const consentsQuery = (memberId: string) =>
  queryOptions({
    queryKey: ['consents', memberId],
    queryFn: () => answer(api.GET('/api/members/{memberId}/consents', inMember(memberId))),
  })

export const templatesQuery = queryOptions({
  queryKey: ['assessment-templates'],
  queryFn: () => answer(api.GET('/api/assessment-templates')),
  staleTime: 60_000,
})
export const assessmentsQuery = (memberId: string) =>
  queryOptions({
    queryKey: ['assessments', memberId],
    queryFn: () => answer(api.GET('/api/members/{memberId}/assessments', inMember(memberId))),
  })
export const carePlansQuery = (memberId: string) =>
  queryOptions({
    queryKey: ['care-plans', memberId],
    queryFn: () => answer(api.GET('/api/members/{memberId}/care-plans', inMember(memberId))),
  })

export const dueStepsQuery = (until: string, adviserId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['due-care-steps', until, adviserId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/due-care-steps', { params: { query: { until, limit: 50, cursor: pageParam, ...(adviserId ? { adviserId } : {}) } } }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const remindersQuery = (kind: 'birthday' | 'anniversary', days: number, adviserId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['reminders', kind, days, adviserId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/member-reminders', {
          params: { query: { kind, days, limit: 50, cursor: pageParam, ...(adviserId ? { adviserId } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const duplicateGroupsQuery = infiniteQueryOptions({
  queryKey: ['duplicate-groups'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }) => answer(api.GET('/api/member-duplicate-groups', { params: { query: { limit: 20, cursor: pageParam } } })),
  getNextPageParam: (page) => page.nextCursor ?? undefined,
})

export const mergePreviewQuery = (survivorId: string, mergedId: string) =>
  queryOptions({
    queryKey: ['merge-preview', survivorId, mergedId],
    queryFn: () => answer(api.GET('/api/member-merge-previews', { params: { query: { survivorId, mergedId } } })),
    staleTime: 0,
  })
export const mergesQuery = (memberId: string) =>
  queryOptions({
    queryKey: ['merges', memberId],
    queryFn: () => answer(api.GET('/api/members/{memberId}/merges', inMember(memberId))),
  })

export const tagRulesQuery = queryOptions({ queryKey: ['tag-rules'], queryFn: () => answer(api.GET('/api/tag-rules')) })
export const savedViewsQuery = (page: string) =>
  queryOptions({
    queryKey: ['saved-views', page],
    queryFn: () => answer(api.GET('/api/saved-views', { params: { query: { page } } })),
  })

/** Colleagues of a store, who may be named as adviser. */
export const colleaguesQuery = (storeId: string) =>
  queryOptions({
    queryKey: ['staff', 'colleagues', storeId],
    queryFn: () => answer(api.GET('/api/staff', { params: { query: { storeId, limit: 100 } } })),
    staleTime: 60_000,
  })

/** What changes of a member are seen through. */
export const MEMBER_KEYS = ['member', 'members', 'member-search', 'timeline'] as const
