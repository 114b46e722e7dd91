import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SelectField, TextField } from '../../components/inputs.tsx'
import form from '../../components/side-form.module.css'
import { SideForm } from '../../components/side-form.tsx'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { api } from '../../lib/api.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { staffQuery } from './queries.ts'

type Person = Schema<'StaffEntry'>
type Position = Person['position']
const positions: readonly Position[] = [
  'stylist',
  'senior_stylist',
  'director',
  'assistant',
  'beautician',
  'adviser',
  'cashier',
  'manager',
  'owner',
]

interface Draft {
  code: string
  name: string
  position: Position
  homeStoreId: string
}

/** Who works here; how they sign in is the account's matter. */
export function StaffForm({ person, onClose }: { person: Person | null; onClose: () => void }) {
  const { t } = useTranslation(['staff', 'common'])
  const { store } = useWorkplace()
  const queryClient = useQueryClient()
  const [read, setRead] = useState(() => ({
    draft: person
      ? { code: person.code, name: person.name, position: person.position, homeStoreId: person.homeStoreId }
      : { code: '', name: '', position: 'stylist' as const, homeStoreId: store?.id ?? '' },
    version: person?.version ?? 0,
  }))
  const [draft, setDraft] = useState<Draft>(read.draft)
  const save = useMutation({
    mutationFn: (change: Schema<'StaffChange'>) =>
      person
        ? answer(
            api.PATCH('/api/staff/{staffId}', {
              params: { path: { staffId: person.id } },
              body: change,
              headers: { 'If-Match': `"${read.version}"` },
            }),
          )
        : answer(
            api.POST('/api/staff', {
              body: {
                name: draft.name.trim(),
                position: draft.position,
                homeStoreId: draft.homeStoreId,
                ...(draft.code ? { code: draft.code } : {}),
              },
            }),
          ),
    onSuccess: () => {
      for (const key of ['staff', 'performers']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const errors = useFieldErrors(save.error, { staff_code_taken: 'code' })
  const isStale = isProblem(save.error, 'version_stale')
  const reload = async () => {
    const pages = await queryClient.fetchInfiniteQuery({ ...staffQuery, staleTime: 0 })
    const fresh = pages.pages.flatMap((p) => p.items).find((p) => p.id === person?.id)
    if (fresh) setRead({ ...read, version: fresh.version })
    save.reset()
  }
  const submit = () => {
    const isWell = errors.check({
      name: draft.name.trim() === '' && t('common:required'),
      code: draft.code !== '' && !/^[A-Z0-9]{1,8}$/.test(draft.code) && t('codeWrong'),
    })
    if (isWell) save.mutate({ ...draft, name: draft.name.trim() })
  }
  return (
    <SideForm
      title={person ? person.name : t('add')}
      form={errors.form}
      error={isStale ? null : errors.rest}
      isDirty={draft !== read.draft}
      isSaving={save.isPending}
      onSave={submit}
      onClose={onClose}
      aside={
        person && (
          <Button danger={person.isActive} onClick={() => save.mutate({ isActive: !person.isActive })}>
            {person.isActive ? t('leaves') : t('comesBack')}
          </Button>
        )
      }
    >
      {isStale && <StaleNotice onReload={reload} />}
      <StaffFields draft={draft} isNew={person === null} onChange={setDraft} errorOf={errors.of} />
      {person?.isActive && <p>{t('leavesNote')}</p>}
    </SideForm>
  )
}

function StaffFields({
  draft,
  isNew,
  onChange,
  errorOf,
}: {
  draft: Draft
  isNew: boolean
  onChange: (draft: Draft) => void
  errorOf: (path: string) => string | undefined
}) {
  const { t } = useTranslation(['staff', 'trade'])
  const { session } = useWorkplace()
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part })
  return (
    <>
      <div className={form.pair}>
        <TextField
          label={t('name')}
          value={draft.name}
          maxLength={40}
          autoFocus={isNew}
          error={errorOf('name')}
          onChange={(name) => set({ name })}
        />
        <TextField
          label={t('code')}
          note={isNew ? t('codeNote') : undefined}
          value={draft.code}
          maxLength={8}
          error={errorOf('code')}
          onChange={(code) => set({ code: code.toUpperCase() })}
        />
      </div>
      <div className={form.pair}>
        <SelectField
          label={t('position')}
          value={draft.position}
          onChange={(position) => set({ position })}
          options={positions.map((value) => ({ value, label: t(`trade:position.${value}`) }))}
        />
        <SelectField
          label={t('homeStore')}
          value={draft.homeStoreId}
          error={errorOf('homeStoreId')}
          onChange={(homeStoreId) => set({ homeStoreId })}
          options={session.stores.map((s) => ({ value: s.id, label: s.name }))}
        />
      </div>
    </>
  )
}
