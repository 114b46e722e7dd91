import { useInfiniteQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { PageBody, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { fromWire, runsOf, type Week } from './hours.ts'
import { storesQuery } from './queries.ts'
import { StoreForm } from './store-form.tsx'

type Store = Schema<'Store'>

export function StoresPage() {
  const { t } = useTranslation(['stores', 'setup', 'trade'])
  const { session } = useWorkplace()
  const [edited, setEdited] = useState<Store | 'new' | null>(null)
  const pages = useInfiniteQuery(storesQuery)
  const columns = useColumns()
  // Opening a store concerns the whole brand: those who manage some stores only edit theirs.
  const mayOpen = session.roles.some((r) => r.role === 'owner')
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHeader title={t('title')} about={t('about')}>
        {mayOpen && (
          <Button type="primary" onClick={() => setEdited('new')}>
            {t('add')}
          </Button>
        )}
      </PageHeader>
      <PageBody>
        {pages.isPending && <Bones heights={[36, 48, 48]} />}
        {!pages.data && <QueryProblem query={pages} />}
        {pages.data && (
          <DataTable<Store>
            label={t('title')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            onOpen={setEdited}
            isMuted={(row) => !row.isActive}
          />
        )}
        <LoadMore pages={pages} />
      </PageBody>
      {edited && <StoreForm store={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  )
}

function useColumns(): Column<Store>[] {
  const { t } = useTranslation(['stores', 'trade', 'common'])
  return [
    {
      key: 'name',
      title: t('name'),
      render: (row) => (
        <MainCell
          title={
            <>
              {row.name} {!row.isActive && <Tag>{t('common:inactive')}</Tag>}
            </>
          }
          sub={row.code}
        />
      ),
    },
    { key: 'address', title: t('address'), from: 'tablet', render: (row) => row.address || '—' },
    { key: 'phone', title: t('phone'), from: 'tablet', render: (row) => row.phone || '—' },
    { key: 'hours', title: t('hours.title'), from: 'desktop', render: (row) => <OpeningHours week={row.openingHours} /> },
    { key: 'cutoff', title: t('cutoff'), from: 'desktop', render: (row) => t('cutoffHour', { hour: row.cutoffHour }) },
    { key: 'rounding', title: t('rounding'), render: (row) => t(`trade:rounding.${row.rounding}`) },
  ]
}

/** As on the foot of every receipt. */
function OpeningHours({ week }: { week: Week }) {
  const { t } = useTranslation('stores')
  const runs = runsOf(week)
  if (runs.length === 0) return '—'
  const words = runs.map(({ first, last, day }) => {
    const days = runs.length === 1 ? '' : first === last ? t(`hours.day.${first}`) : `${t(`hours.day.${first}`)}–${t(`hours.day.${last}`)}`
    const clock = day ? fromWire(day) : null
    return [days, clock ? `${clock.from}–${clock.to}` : t('hours.closed')].filter(Boolean).join(' ')
  })
  return words.map((text) => <div key={text}>{text}</div>)
}
