import { useNavigate, useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Segmented from 'antd/es/segmented'
import Tabs from 'antd/es/tabs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Filters, PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { useTypedSearch } from '../../lib/use-typed-search.ts'
import { PendingBar } from '../prices/pending-bar.tsx'
import { useCan } from '../session/session-context.tsx'
import { Categories } from './categories.tsx'
import { ItemDrawer } from './item-drawer.tsx'
import { ItemTable } from './item-table.tsx'
import type { ItemKind } from './queries.ts'

const kinds: readonly ItemKind[] = ['service', 'product', 'pass', 'top_up']

/** An item by its id, or a new one. */
export type Opened = { itemId: string } | 'new' | null

export function CatalogPage() {
  const { t } = useTranslation(['catalog', 'memberfile', 'prices'])
  const search = useSearch({ from: '/shell/catalog' })
  const navigate = useNavigate()
  const mayManage = useCan('manage', 'Catalog')
  const [opened, setOpened] = useState<Opened>(null)
  const tab = search.kind ?? 'service'
  const kind = tab === 'category' ? null : tab
  return (
    <>
      <PageHeader title={t('title')}>
        {mayManage && kind && (
          <Button type="primary" onClick={() => setOpened('new')}>
            {t(`add.${kind}`)}
          </Button>
        )}
      </PageHeader>
      <PageBody>
        <Tabs
          activeKey={tab}
          onChange={(key) =>
            void navigate({
              to: '/catalog',
              search: { kind: key === 'service' ? undefined : (key as Exclude<typeof search.kind, undefined>) },
              replace: true,
            })
          }
          items={[...kinds, 'category' as const].map((key) => ({ key, label: t(`kinds.${key}`) }))}
        />
        {kind ? (
          <>
            <ItemFilters key={kind} />
            <ItemTable kind={kind} mayManage={mayManage} onOpen={setOpened} />
            <PendingBar />
          </>
        ) : (
          <Categories mayManage={mayManage} />
        )}
      </PageBody>
      {opened && kind && <ItemDrawer kind={kind} opened={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

function ItemFilters() {
  const { t } = useTranslation(['catalog', 'common'])
  const search = useSearch({ from: '/shell/catalog' })
  const navigate = useNavigate()
  const [typed, setTyped] = useTypedSearch(
    search.q,
    (q) => void navigate({ to: '/catalog', search: (before) => ({ ...before, q }), replace: true }),
  )
  return (
    <Filters>
      <Input.Search
        allowClear
        style={{ width: 280 }}
        aria-label={t('search')}
        placeholder={t('searchHint')}
        value={typed}
        onChange={(e) => setTyped(e.target.value)}
      />
      <Segmented
        value={search.shown ?? 'active'}
        onChange={(shown) =>
          void navigate({ to: '/catalog', search: { ...search, shown: shown === 'inactive' ? 'inactive' : undefined }, replace: true })
        }
        options={[
          { value: 'active', label: t('onSale') },
          { value: 'inactive', label: t('retired') },
        ]}
      />
    </Filters>
  )
}
