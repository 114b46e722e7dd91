import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { QueryProblem } from '../components/query-problem.tsx'
import { Bones } from '../components/skeletons.tsx'
import { forgetPerson, lockTill, sessionQuery, sharedTillQuery, signOut } from '../features/session/queries.ts'
import { useWorkplace } from '../features/session/session-context.tsx'
import { TillPicker } from '../features/session/till-picker.tsx'
import type { Schema } from '../lib/schema.ts'
import { askForLock, onLockAsked, useIdle } from './idle.ts'
import { onLocked } from './query-client.ts'
import styles from './till-lock.module.css'

/**
 * Around every page. At a shared till it closes when nobody touched it for some minutes, when asked, or when the server says that it is
 * closed; what was open stays as it is for the person who comes back, and is laid aside for anybody else.
 */
export function TillLock({ children }: { children: ReactNode }) {
  const { session } = useWorkplace()
  const queryClient = useQueryClient()
  const [isLocked, setLocked] = useState(false)
  const isShared = session.till !== null
  const lock = useCallback(() => {
    if (!isShared) return
    setLocked(true)
    // The server closes by itself too; until it heard, it would close a little later.
    lockTill().catch(() => undefined)
  }, [isShared])
  useEffect(() => onLocked(() => setLocked(true)), [])
  useEffect(() => onLockAsked(lock), [lock])
  useIdle(isShared && !isLocked ? (session.till?.idleLockMinutes ?? 0) : 0, askForLock)
  const onTaken = (me: Schema<'Me'>) => {
    if (me.staff.id !== session.staff.id) queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
    queryClient.setQueryData(sessionQuery.queryKey, me)
    setLocked(false)
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
  }
  return (
    <>
      <div className={isLocked ? styles.behind : styles.open} inert={isLocked} key={session.staff.id}>
        {children}
      </div>
      {isLocked && <LockScreen lastId={session.staff.id} onTaken={onTaken} />}
    </>
  )
}

function LockScreen({ lastId, onTaken }: { lastId: string; onTaken: (me: Schema<'Me'>) => void }) {
  const { t } = useTranslation('session')
  const till = useQuery(sharedTillQuery)
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const leave = async () => {
    await signOut().catch(() => undefined)
    await navigate({ to: '/sign-in' })
    forgetPerson(queryClient)
  }
  return (
    <div className={styles.screen} role="dialog" aria-modal="true" data-till-locked aria-label={t('till.locked')}>
      {till.isPending && <Bones heights={[48, 96, 96]} />}
      <QueryProblem query={till} />
      {till.data?.till && (
        <TillPicker till={till.data.till} lastId={lastId} note={t('till.kept')} onTaken={onTaken} onPassword={() => void leave()} />
      )}
    </div>
  )
}
