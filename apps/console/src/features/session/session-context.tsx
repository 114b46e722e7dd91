import { useSuspenseQuery } from '@tanstack/react-query'
import type { Session } from '@yunbin/api-client'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { businessDayOf } from '../../lib/days.ts'
import { tellTimeIn } from '../../lib/time.ts'
import { can } from './abilities.ts'
import { sessionQuery } from './queries.ts'

interface Workplace {
  session: Session
  /** The store this till stands in; remembered on the device. */
  store: Session['stores'][number] | undefined
  chooseStore: (storeId: string) => void
}

const WorkplaceContext = createContext<Workplace | null>(null)
const REMEMBERED = 'yunbin.store'

export function WorkplaceProvider({ children }: { children: ReactNode }) {
  const { data: session } = useSuspenseQuery(sessionQuery)
  const [storeId, setStoreId] = useState(() => localStorage.getItem(REMEMBERED))
  const workplace = useMemo<Workplace>(
    () => ({
      session,
      store: session.stores.find((s) => s.id === storeId) ?? session.stores[0],
      chooseStore: (id) => {
        localStorage.setItem(REMEMBERED, id)
        setStoreId(id)
      },
    }),
    [session, storeId],
  )
  // Before the pages below draw their first time of day.
  tellTimeIn(workplace.store?.zone)
  return <WorkplaceContext value={workplace}>{children}</WorkplaceContext>
}

/** Who is signed in, and in which store. Only inside the shell. */
export function useWorkplace(): Workplace {
  const workplace = useContext(WorkplaceContext)
  if (!workplace) throw new Error('useWorkplace needs the shell around it')
  return workplace
}

/** The business day it is in the store at hand: after midnight still yesterday's, until the store's day turns. */
export function useToday(): string {
  const { store } = useWorkplace()
  return businessDayOf(new Date(), store?.zone ?? 'Asia/Shanghai', store?.cutoffHour ?? 4)
}

/** Whether the signed-in person may do this; the server checks again, in the store at hand. */
export function useCan(action: string, subject: string): boolean {
  return can(useWorkplace().session, action, subject)
}
