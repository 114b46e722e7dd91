import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import Tabs from 'antd/es/tabs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { JobsTab } from './jobs-tab.tsx'
import { OpeningsTab } from './openings-tab.tsx'
import { PrinterForm } from './printer-form.tsx'
import { PrintersTab } from './printers-tab.tsx'
import { attentionQuery, printersQuery, virtualPrintersQuery } from './queries.ts'
import { VirtualTab } from './virtual-tab.tsx'

type Printer = Schema<'Printer'>

/** What was printed and what was not, the printers, the drawer. */
export function PrintingPage() {
  const { t } = useTranslation('printing')
  const { store } = useWorkplace()
  if (!store) return <EmptyState title={t('noStore')} />
  return <OfStore key={store.id} storeId={store.id} />
}

function OfStore({ storeId }: { storeId: string }) {
  const { t } = useTranslation('printing')
  const mayManage = useCan('manage', 'Printer')
  const [edited, setEdited] = useState<Printer | 'new' | null>(null)
  const printers = useQuery(printersQuery(storeId))
  const list = printers.data?.items ?? []
  const add = mayManage && (
    <Button type="primary" onClick={() => setEdited('new')}>
      {t('printers.add')}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('title')} about={t('about')}>
        {list.length > 0 && add}
      </PageHeader>
      <PageBody>
        {printers.isPending && <Bones heights={[36, 48, 48]} />}
        {!printers.data && <QueryProblem query={printers} />}
        {printers.data && list.length === 0 && (
          <EmptyState
            icon={<PrinterOutlined />}
            title={t('printers.none')}
            hint={mayManage ? t('printers.noneHint') : t('printers.noneAsk')}
            action={add}
          />
        )}
        {list.length > 0 && <PrintingTabs storeId={storeId} printers={list} onOpen={setEdited} />}
      </PageBody>
      {edited && <PrinterForm storeId={storeId} printer={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  )
}

function PrintingTabs({
  storeId,
  printers,
  onOpen,
}: {
  storeId: string
  printers: readonly Printer[]
  onOpen: (printer: Printer) => void
}) {
  const { t } = useTranslation('printing')
  const { tab = 'jobs' } = useSearch({ from: '/shell/printing' })
  const navigate = useNavigate()
  const mayReadDrawer = useCan('read', 'Drawer')
  const { data: attention } = useQuery(attentionQuery(storeId))
  const { data: virtual } = useQuery(virtualPrintersQuery(storeId))
  const count = attention?.items.length ?? 0
  const tabs = ['jobs', 'printers', ...(mayReadDrawer ? ['drawer'] : []), ...(virtual?.items.length ? ['virtual'] : [])]
  return (
    <>
      <Tabs
        activeKey={tab}
        onChange={(key) =>
          void navigate({ to: '/printing', search: key === 'jobs' ? {} : { tab: key as 'printers' | 'drawer' | 'virtual' }, replace: true })
        }
        items={tabs.map((key) => ({ key, label: key === 'jobs' && count > 0 ? t('tab.jobsOpen', { count }) : t(`tab.${key}`) }))}
      />
      {tab === 'jobs' && <JobsTab storeId={storeId} />}
      {tab === 'printers' && <PrintersTab storeId={storeId} printers={printers} onOpen={onOpen} />}
      {tab === 'drawer' && mayReadDrawer && <OpeningsTab storeId={storeId} />}
      {tab === 'virtual' && <VirtualTab storeId={storeId} />}
    </>
  )
}
