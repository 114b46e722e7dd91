import { useQuery } from '@tanstack/react-query'
import type { CatalogItem, MemberRow } from '@yunbin/api-client'
import { useMemo } from 'react'
import { useDebounced } from '../../lib/use-debounced.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { useDesk } from './desk-context.tsx'
import { asksForMembers, findItems, meaningOf } from './find.ts'
import { memberSearchQuery } from './queries.ts'

export type Found =
  | { type: 'member'; key: string; member: MemberRow }
  | { type: 'service' | 'product' | 'pass' | 'top_up'; key: string; item: CatalogItem }
  | { type: 'tile'; key: string; number: number }
  | { type: 'enrol'; key: string; text: string }

/** What the typed text finds, best first; items answer at once, members as soon as the server does. */
export function useFound(text: string, tileCount: number): { found: Found[]; isSearching: boolean } {
  const { items } = useDesk()
  const mayEnrol = useCan('create', 'Member')
  const typed = text.trim()
  const asked = useDebounced(typed, 120)
  const wanted = asksForMembers(typed)
  const search = useQuery({ ...memberSearchQuery(asked), enabled: asksForMembers(asked) && asked === typed })
  const isSearching = wanted && (asked !== typed || search.isPending)
  const members = wanted && asked === typed ? search.data?.items : undefined
  const found = useMemo(() => {
    const meaning = meaningOf(typed)
    if (meaning === 'nothing') return []
    const tile: Found[] =
      meaning === 'tile' && Number(typed) >= 1 && Number(typed) <= tileCount ? [{ type: 'tile', key: 'tile', number: Number(typed) }] : []
    const goods = findItems(items, typed).map((item): Found => ({ type: item.kind, key: item.id, item }))
    const people = (members ?? []).map((member): Found => ({ type: 'member', key: member.id, member }))
    const nobody = wanted && !isSearching && people.length === 0 && mayEnrol
    const enrol: Found[] = nobody ? [{ type: 'enrol', key: 'enrol', text: typed }] : []
    // Digits are a phone more often than a code; letters are an item more often than a person.
    const isScan = goods[0]?.type !== 'member' && items.some((i) => i.barcodes?.includes(typed))
    return meaning === 'digits' && !isScan ? [...people, ...goods, ...enrol] : [...tile, ...goods, ...people, ...enrol]
  }, [typed, tileCount, items, members, wanted, isSearching, mayEnrol])
  return { found, isSearching }
}

/** Puts what was found on the ticket. */
export function usePick(onTile: (number: number) => void): (choice: Found, text: string) => void {
  const { dispatch, open } = useDesk()
  const seller = useSeller()
  return (choice, text) => {
    switch (choice.type) {
      case 'member':
        return dispatch({ type: 'member', memberId: choice.member.id })
      case 'tile':
        return onTile(choice.number)
      case 'enrol':
        return open({ kind: 'enrol', text: text.trim() })
      default:
        return dispatch({ type: 'add', item: choice.item, sellerId: seller })
    }
  }
}

/** Whoever stands at the till is proposed as the seller, if staff of this store sell. */
export function useSeller(): string | undefined {
  const { session } = useWorkplace()
  const { staffById } = useDesk()
  return staffById.has(session.staff.id) ? session.staff.id : undefined
}
