import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable } from '../../components/data-table.tsx'
import { TextField } from '../../components/inputs.tsx'
import { Section } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import form from '../../components/side-form.module.css'
import { SideForm } from '../../components/side-form.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { api } from '../../lib/api.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { levelsQuery } from '../members/queries.ts'
import { parsePercent } from './role-limits.tsx'

type Level = Schema<'Level'>

/** Levels of members and the fixed discount each of them has. */
export function Levels({ mayManage }: { mayManage: boolean }) {
  const { t } = useTranslation('settings')
  const levels = useQuery(levelsQuery)
  const [edited, setEdited] = useState<Level | null>(null)
  const words = (bp: number) => (bp === 0 ? t('levels.none') : t('limits.fold', { bp }))
  return (
    <Section title={t('levels.title')} note={t('levels.note')}>
      {levels.isPending && <Bones heights={[36, 48, 48, 48]} />}
      <QueryProblem query={levels} />
      {levels.data && (
        <DataTable<Level>
          label={t('levels.title')}
          rows={levels.data.items}
          rowKey={(row) => row.id}
          {...(mayManage ? { onOpen: setEdited } : {})}
          columns={[
            { key: 'name', title: t('levels.name'), render: (row) => <strong>{row.name}</strong> },
            { key: 'service', title: t('levels.service'), align: 'right', render: (row) => words(row.serviceDiscountBp) },
            { key: 'product', title: t('levels.product'), align: 'right', render: (row) => words(row.productDiscountBp) },
          ]}
        />
      )}
      {edited && <EditLevel key={edited.id} level={edited} onClose={() => setEdited(null)} />}
    </Section>
  )
}

function EditLevel({ level, onClose }: { level: Level; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common'])
  const queryClient = useQueryClient()
  const [version, setVersion] = useState(level.version)
  const [name, setName] = useState(level.name)
  const [service, setService] = useState(String(level.serviceDiscountBp / 100))
  const [product, setProduct] = useState(String(level.productDiscountBp / 100))
  const serviceBp = parsePercent(service)
  const productBp = parsePercent(product)
  const save = useMutation({
    mutationFn: () =>
      answer(
        api.PATCH('/api/levels/{levelId}', {
          params: { path: { levelId: level.id } },
          body: { name: name.trim(), serviceDiscountBp: serviceBp ?? 0, productDiscountBp: productBp ?? 0 },
          headers: { 'If-Match': `"${version}"` },
        }),
      ),
    onSuccess: () => {
      for (const key of ['levels', 'member', 'members', 'quote']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const errors = useFieldErrors(save.error, { level_name_taken: 'name' })
  const isStale = isProblem(save.error, 'version_stale')
  const reload = async () => {
    const fresh = await queryClient.fetchQuery({ ...levelsQuery, staleTime: 0 })
    setVersion(fresh.items.find((l) => l.id === level.id)?.version ?? version)
    save.reset()
  }
  const fold = (bp: number | null) => (bp ? t('limits.fold', { bp }) : undefined)
  const submit = () => {
    const isWell = errors.check({
      name: name.trim() === '' && t('common:required'),
      serviceDiscountBp: serviceBp === null && t('limits.percentWrong'),
      productDiscountBp: productBp === null && t('limits.percentWrong'),
    })
    if (isWell) save.mutate()
  }
  const isDirty = name !== level.name || serviceBp !== level.serviceDiscountBp || productBp !== level.productDiscountBp
  return (
    <SideForm
      title={level.name}
      width={440}
      form={errors.form}
      error={isStale ? null : errors.rest}
      isDirty={isDirty}
      isSaving={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      {isStale && <StaleNotice onReload={reload} />}
      <TextField label={t('levels.name')} value={name} maxLength={20} error={errors.of('name')} onChange={setName} />
      <div className={form.pair}>
        <TextField
          label={t('levels.serviceOff')}
          note={fold(serviceBp)}
          inputMode="decimal"
          suffix="%"
          maxLength={6}
          value={service}
          error={errors.of('serviceDiscountBp')}
          onChange={setService}
        />
        <TextField
          label={t('levels.productOff')}
          note={fold(productBp)}
          inputMode="decimal"
          suffix="%"
          maxLength={6}
          value={product}
          error={errors.of('productDiscountBp')}
          onChange={setProduct}
        />
      </div>
    </SideForm>
  )
}
