import { useQuery } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Select from 'antd/es/select'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { PriceHistory } from './price-history.tsx'

/** What one item cost, and since when. */
export function ItemHistory() {
  const { t } = useTranslation('prices')
  const [itemId, setItemId] = useState<string>()
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim())
  const found = useQuery({
    queryKey: ['items', 'find', q],
    queryFn: ({ signal }) => answer(api.GET('/api/items', { params: { query: { limit: 20, ...(q ? { q } : {}) } }, signal })),
  })
  const item = useQuery({
    queryKey: ['item', itemId],
    queryFn: () => answer(api.GET('/api/items/{itemId}', { params: { path: { itemId: itemId ?? '' } } })),
    enabled: itemId !== undefined,
  })
  const options = (found.data?.items ?? []).filter((i) => i.kind !== 'top_up').map((i) => ({ value: i.id, label: i.name }))
  if (item.data && !options.some((o) => o.value === item.data.id)) options.push({ value: item.data.id, label: item.data.name })
  return (
    <Section title={t('history')}>
      <Select
        aria-label={t('historyPick')}
        placeholder={t('historyPick')}
        style={{ width: 320, maxWidth: '100%' }}
        allowClear
        showSearch={{ filterOption: false, onSearch: setTyped }}
        value={itemId}
        onChange={(id?: string) => setItemId(id)}
        options={options}
      />
      {itemId && item.isPending && <Bones heights={[36, 48, 48]} />}
      {item.data && itemId && <PriceHistory item={item.data} />}
      <QueryProblem query={item} />
    </Section>
  )
}
