import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable } from '../../components/data-table.tsx'
import { NumberField, TextField } from '../../components/inputs.tsx'
import { Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { SideForm } from '../../components/side-form.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { api } from '../../lib/api.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import styles from './catalog.module.css'
import { categoriesQuery } from './queries.ts'

type Category = Schema<'Category'>
const kinds: readonly Category['kind'][] = ['service', 'product', 'pass']

/** How the desk groups what it sells; one list for each kind. */
export function Categories({ mayManage }: { mayManage: boolean }) {
  const { t } = useTranslation(['catalog', 'common'])
  const categories = useQuery(categoriesQuery)
  const [edited, setEdited] = useState<Category | null>(null)
  if (categories.isPending) return <Bones heights={[200]} />
  if (!categories.data) return <QueryProblem query={categories} />
  const { items } = categories.data
  return (
    <div className={styles.categories}>
      {kinds.map((kind) => (
        <Section key={kind} title={t(`kinds.${kind}`)}>
          {items.some((c) => c.kind === kind) && (
            <DataTable<Category>
              label={t('categoriesOf', { kind: t(`kinds.${kind}`) })}
              rows={items.filter((c) => c.kind === kind)}
              rowKey={(row) => row.id}
              isMuted={(row) => !row.isActive}
              {...(mayManage ? { onOpen: setEdited } : {})}
              columns={[
                { key: 'name', title: t('name'), render: (row) => row.name },
                { key: 'state', title: '', align: 'right', render: (row) => (row.isActive ? '' : t('common:inactive')) },
              ]}
            />
          )}
          {mayManage && <NewCategory kind={kind} />}
        </Section>
      ))}
      {edited && <EditCategory key={edited.id} category={edited} onClose={() => setEdited(null)} />}
    </div>
  )
}

function NewCategory({ kind }: { kind: Category['kind'] }) {
  const { t } = useTranslation('catalog')
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () => answer(api.POST('/api/categories', { body: { kind, name: name.trim() } })),
    onSuccess: () => {
      setName('')
      for (const key of ['categories', 'catalog']) void queryClient.invalidateQueries({ queryKey: [key] })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() && !create.isPending) create.mutate()
  }
  return (
    <form onSubmit={submit} style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      <div style={{ display: 'flex', gap: 8 }}>
        <Input
          aria-label={t('newCategory')}
          placeholder={t('newCategory')}
          maxLength={40}
          value={name}
          onChange={(e) => setName(e.target.value)}
        />
        <Button htmlType="submit" disabled={name.trim() === ''} loading={create.isPending}>
          {t('addCategory')}
        </Button>
      </div>
      <ProblemAlert error={create.error} />
    </form>
  )
}

function EditCategory({ category, onClose }: { category: Category; onClose: () => void }) {
  const { t } = useTranslation(['catalog', 'common'])
  const queryClient = useQueryClient()
  const [name, setName] = useState(category.name)
  const [sort, setSort] = useState(String(Math.max(0, category.sort)))
  const [version, setVersion] = useState(category.version)
  const save = useMutation({
    mutationFn: (body: Schema<'CategoryChange'>) =>
      answer(
        api.PATCH('/api/categories/{categoryId}', {
          params: { path: { categoryId: category.id } },
          body,
          headers: { 'If-Match': `"${version}"` },
        }),
      ),
    onSuccess: () => {
      for (const key of ['categories', 'catalog']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const errors = useFieldErrors(save.error, { category_taken: 'name' })
  const isStale = isProblem(save.error, 'version_stale')
  const reload = async () => {
    const fresh = await queryClient.fetchQuery({ ...categoriesQuery, staleTime: 0 })
    setVersion(fresh.items.find((c) => c.id === category.id)?.version ?? version)
    save.reset()
  }
  return (
    <SideForm
      title={category.name}
      width={420}
      form={errors.form}
      error={isStale ? null : errors.rest}
      isDirty={name !== category.name || sort !== String(Math.max(0, category.sort))}
      isSaving={save.isPending}
      onSave={() =>
        errors.check({ name: name.trim() === '' && t('common:required') }) && save.mutate({ name: name.trim(), sort: Number(sort) })
      }
      onClose={onClose}
      aside={
        <Button danger={category.isActive} onClick={() => save.mutate({ isActive: !category.isActive })}>
          {category.isActive ? t('common:deactivate') : t('common:activate')}
        </Button>
      }
    >
      {isStale && <StaleNotice onReload={reload} />}
      <TextField label={t('name')} value={name} maxLength={40} error={errors.of('name')} onChange={setName} />
      <NumberField label={t('sort')} note={t('sortNote')} value={sort} maxLength={6} onChange={setSort} />
    </SideForm>
  )
}
