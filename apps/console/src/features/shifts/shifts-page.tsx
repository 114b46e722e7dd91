import { useNavigate, useSearch } from '@tanstack/react-router'
import Tabs from 'antd/es/tabs'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { useWorkplace } from '../session/session-context.tsx'
import { CurrentShift } from './current-shift.tsx'
import { DayView } from './day-view.tsx'
import { ShiftList } from './shift-list.tsx'

/** The drawer: the shift that is open now, those before it, and the close of the day. */
export function ShiftsPage() {
  const { t } = useTranslation('shifts')
  const { store } = useWorkplace()
  const { tab } = useSearch({ from: '/shell/shifts' })
  const navigate = useNavigate()
  if (!store) return <EmptyState title={t('noStore')} hint={t('noStoreHint')} />
  const items = [
    { key: 'current', label: t('tab.current'), children: <CurrentShift key={store.id} store={store} /> },
    { key: 'list', label: t('tab.list'), children: <ShiftList storeId={store.id} /> },
    { key: 'day', label: t('tab.day'), children: <DayView store={store} /> },
  ]
  return (
    <>
      <PageHeader title={t('title')} about={store.name} />
      <PageBody>
        <Tabs
          activeKey={tab ?? 'current'}
          onChange={(key) =>
            void navigate({ to: '/shifts', search: { tab: key === 'list' || key === 'day' ? key : undefined }, replace: true })
          }
          destroyOnHidden
          items={items}
        />
      </PageBody>
    </>
  )
}
