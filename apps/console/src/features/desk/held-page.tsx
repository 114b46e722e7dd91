import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { useWorkplace } from '../session/session-context.tsx'
import { isEmpty } from './cart.ts'
import { recallDesk, rememberDesk } from './desk-memory.ts'
import { HeldList } from './held-list.tsx'
import { useFetchHeld } from './use-fetch-held.ts'

export function HeldPage() {
  const { t } = useTranslation('desk')
  const { store } = useWorkplace()
  const navigate = useNavigate()
  const isDeskBusy = !isEmpty(recallDesk(() => 'none'))
  const fetch = useFetchHeld((desk) => {
    rememberDesk(desk)
    void navigate({ to: '/desk' })
  })
  if (!store) return <EmptyState title={t('noStore')} />
  return (
    <>
      <PageHeader title={t('held.title')} about={isDeskBusy ? t('held.deskBusy') : store.name} />
      <div style={{ maxWidth: 760, padding: '8px 24px 24px' }}>
        <ProblemAlert error={fetch.error} />
        <HeldList storeId={store.id} isFetching={fetch.isPending || isDeskBusy} onFetch={fetch.mutate} />
      </div>
    </>
  )
}
