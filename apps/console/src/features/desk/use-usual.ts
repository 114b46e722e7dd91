import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { usualQuery } from './queries.ts'

/** How often this member bought what, by item; empty for a walk-in, and until it is known. */
export function useUsual(memberId: string | null, storeId: string): ReadonlyMap<string, number> {
  const { data } = useQuery({ ...usualQuery(memberId ?? '', storeId), enabled: memberId !== null })
  return useMemo(() => new Map(memberId === null ? [] : (data?.items ?? []).map((i) => [i.itemId, i.times])), [memberId, data])
}
