import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Drawer from 'antd/es/drawer'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { QueryProblem } from '../../components/query-problem.tsx'
import { SideForm } from '../../components/side-form.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { api } from '../../lib/api.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { customFieldsQuery } from '../member-file/queries.ts'
import { valueChanges } from '../member-file/value-drafts.ts'
import { PriceHistory } from '../prices/price-history.tsx'
import { useCan } from '../session/session-context.tsx'
import type { Opened } from './catalog-page.tsx'
import { type ItemDraft, itemChangeOf, itemDraftOf, itemFaults, newItemDraft, newItemOf } from './item-draft.ts'
import { ItemFields } from './item-fields.tsx'
import { type ItemKind, itemQuery } from './queries.ts'

interface ItemDrawerProps {
  kind: ItemKind
  opened: Exclude<Opened, null>
  onClose: () => void
}

export function ItemDrawer({ kind, opened, onClose }: ItemDrawerProps) {
  return opened === 'new' ? <NewItem kind={kind} onClose={onClose} /> : <LoadedItem itemId={opened.itemId} onClose={onClose} />
}

const fieldOf = { code_taken: 'code', barcode_taken: 'barcodes', tier_taken: 'topUp.amountFen', category_unfit: 'categoryId' } as const

function useSaved(onClose: () => void): () => void {
  const queryClient = useQueryClient()
  return () => {
    for (const key of ['items', 'item', 'catalog', 'price-books']) void queryClient.invalidateQueries({ queryKey: [key] })
    onClose()
  }
}

/** The form's own complaints, in words. */
function useFaults(): (draft: ItemDraft) => Record<string, string> {
  const { t } = useTranslation(['catalog', 'common'])
  return (draft) => Object.fromEntries(Object.entries(itemFaults(draft)).map(([path, key]) => [path, t(key)]))
}

/** What changed of the brand's own fields; products alone have them. */
function useOwnFields(kind: ItemKind) {
  const fields = useQuery({ ...customFieldsQuery('product'), enabled: kind === 'product' })
  return (before: ItemDraft, draft: ItemDraft) => {
    const changes = valueChanges(fields.data?.items ?? [], before.fields, draft.fields)
    return Object.keys(changes).length > 0 ? { fields: changes } : {}
  }
}

function NewItem({ kind, onClose }: { kind: ItemKind; onClose: () => void }) {
  const { t } = useTranslation('catalog')
  const [fresh] = useState(() => newItemDraft(kind))
  const [draft, setDraft] = useState(fresh)
  const mayPrice = useCan('manage', 'Price')
  const faults = useFaults()
  const own = useOwnFields(draft.kind)
  const create = useMutation({
    mutationFn: () => answer(api.POST('/api/items', { body: { ...newItemOf(draft, mayPrice), ...own(fresh, draft) } })),
    onSuccess: useSaved(onClose),
  })
  const errors = useFieldErrors(create.error, fieldOf)
  return (
    <SideForm
      title={t(`add.${kind}`)}
      form={errors.form}
      error={errors.rest}
      isDirty={draft !== fresh}
      isSaving={create.isPending}
      onSave={() => errors.check(faults(draft)) && create.mutate()}
      onClose={onClose}
    >
      <ItemFields draft={draft} onChange={setDraft} errorOf={errors.of} withPrice={mayPrice} isNew />
    </SideForm>
  )
}

function LoadedItem({ itemId, onClose }: { itemId: string; onClose: () => void }) {
  const { t } = useTranslation(['catalog', 'common'])
  const mayManage = useCan('manage', 'Catalog')
  const item = useQuery({ ...itemQuery(itemId), staleTime: 0 })
  if (!item.data || !mayManage) {
    return (
      <Drawer open title={item.data?.name ?? t('common:loading')} size={Math.min(520, window.innerWidth)} onClose={onClose}>
        {item.isPending && <Bones heights={[36, 36, 36, 120]} />}
        <QueryProblem query={item} />
        {item.data && <PriceHistory item={item.data} />}
      </Drawer>
    )
  }
  return <EditItem item={item.data} onClose={onClose} />
}

function EditItem({ item, onClose }: { item: Schema<'ItemDetail'>; onClose: () => void }) {
  const { t } = useTranslation(['catalog', 'common', 'prices'])
  const [read, setRead] = useState({ draft: itemDraftOf(item), version: item.version })
  const [draft, setDraft] = useState(read.draft)
  const faults = useFaults()
  const saved = useSaved(onClose)
  const own = useOwnFields(item.kind)
  const save = useMutation({
    mutationFn: (change: Schema<'ItemChange'>) =>
      answer(
        api.PATCH('/api/items/{itemId}', {
          params: { path: { itemId: item.id } },
          body: change,
          headers: { 'If-Match': `"${read.version}"` },
        }),
      ),
    onSuccess: saved,
  })
  const errors = useFieldErrors(save.error, fieldOf)
  const isStale = isProblem(save.error, 'version_stale')
  const reload = async () => {
    const fresh = await answer(api.GET('/api/items/{itemId}', { params: { path: { itemId: item.id } } }))
    const theirs = itemDraftOf(fresh)
    const touched = Object.fromEntries(
      Object.entries(draft).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(read.draft[key as keyof ItemDraft])),
    )
    setRead({ draft: theirs, version: fresh.version })
    setDraft({ ...theirs, ...touched })
    save.reset()
  }
  return (
    <SideForm
      title={item.name}
      width={560}
      form={errors.form}
      error={isStale ? null : errors.rest}
      isDirty={draft !== read.draft}
      isSaving={save.isPending}
      onSave={() => errors.check(faults(draft)) && save.mutate({ ...itemChangeOf(draft), ...own(read.draft, draft) })}
      onClose={onClose}
      aside={
        <Button danger={item.isActive} onClick={() => save.mutate({ isActive: !item.isActive })}>
          {item.isActive ? t('retire') : t('bringBack')}
        </Button>
      }
    >
      {isStale && <StaleNotice onReload={reload} />}
      <ItemFields draft={draft} onChange={setDraft} errorOf={errors.of} withPrice={false} isNew={false} />
      {item.priceHistory.length > 0 && (
        <div>
          <h3>{t('prices:history')}</h3>
          <PriceHistory item={item} />
        </div>
      )}
    </SideForm>
  )
}
