import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
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
import { useCan } from '../session/session-context.tsx'
import { zones } from '../setup/setup-draft.ts'
import { toWire, weekOf } from './hours.ts'
import { HoursField } from './hours-field.tsx'
import { TiersField } from './tiers-field.tsx'

type Store = Schema<'Store'>
type Draft = Pick<
  Store,
  'code' | 'name' | 'zone' | 'cutoffHour' | 'address' | 'phone' | 'rounding' | 'invoiceTitle' | 'taxId' | 'openingHours'
>

const roundings: readonly Store['rounding'][] = ['none', 'fen', 'jiao', 'to_jiao']
const hours = Array.from({ length: 13 }, (_, hour) => String(hour))
const empty: Draft = {
  code: '',
  name: '',
  zone: 'Asia/Shanghai',
  cutoffHour: 4,
  address: '',
  phone: '',
  rounding: 'none',
  invoiceTitle: '',
  taxId: '',
  openingHours: [],
}

function draftOf(store: Store | null): Draft {
  if (!store) return empty
  const { code, name, zone, cutoffHour, address, phone, rounding, invoiceTitle, taxId, openingHours } = store
  return { code, name, zone, cutoffHour, address, phone, rounding, invoiceTitle, taxId, openingHours }
}

export function StoreForm({ store, onClose }: { store: Store | null; onClose: () => void }) {
  const { t } = useTranslation(['stores', 'common'])
  const queryClient = useQueryClient()
  const seesPrices = useCan('read', 'Price')
  const [read, setRead] = useState(() => ({ draft: draftOf(store), version: store?.version ?? 0 }))
  const [draft, setDraft] = useState(read.draft)
  const save = useMutation({
    mutationFn: (body: Schema<'StoreChange'> & Draft) =>
      store
        ? answer(
            api.PATCH('/api/stores/{storeId}', {
              params: { path: { storeId: store.id } },
              body,
              headers: { 'If-Match': `"${read.version}"` },
            }),
          )
        : answer(api.POST('/api/stores', { body })),
    onSuccess: () => {
      for (const key of ['stores', 'session']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const errors = useFieldErrors(save.error, { store_code_taken: 'code' })
  const isStale = isProblem(save.error, 'version_stale')
  const reload = async () => {
    const page = await answer(api.GET('/api/stores', { params: { query: { limit: 100 } } }))
    const fresh = page.items.find((s) => s.id === store?.id)
    if (!fresh) return
    const theirs = draftOf(fresh)
    const touched = Object.fromEntries(Object.entries(draft).filter(([key, value]) => value !== read.draft[key as keyof Draft]))
    setRead({ draft: theirs, version: fresh.version })
    setDraft({ ...theirs, ...touched })
    save.reset()
  }
  const submit = () => {
    const isWell = errors.check({
      name: draft.name.trim() === '' && t('common:required'),
      code: !/^[A-Z0-9]{1,6}$/.test(draft.code) && t('codeWrong'),
      taxId: !/^([0-9A-Z]{15,20})?$/.test(draft.taxId) && t('taxIdWrong'),
    })
    if (isWell) save.mutate(draft)
  }
  return (
    <SideForm
      title={store ? store.name : t('add')}
      form={errors.form}
      error={isStale ? null : errors.rest}
      isDirty={draft !== read.draft}
      isSaving={save.isPending}
      onSave={submit}
      onClose={onClose}
      aside={
        store && (
          <Button danger={store.isActive} onClick={() => save.mutate({ ...draft, isActive: !store.isActive })}>
            {store.isActive ? t('common:deactivate') : t('common:activate')}
          </Button>
        )
      }
    >
      {isStale && <StaleNotice onReload={reload} />}
      <StoreFields draft={draft} isNew={store === null} onChange={setDraft} errorOf={errors.of} />
      <OfficeFields draft={draft} onChange={setDraft} errorOf={errors.of} />
      {store && <TiersField storeId={store.id} />}
      {store && seesPrices && (
        <div>
          <Link to="/prices">{t('prices')}</Link> <small>{t('pricesNote')}</small>
        </div>
      )}
    </SideForm>
  )
}

function StoreFields({
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
  const { t } = useTranslation(['stores', 'trade', 'setup'])
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part })
  const known = zones.some((zone) => zone === draft.zone) ? zones : [...zones, draft.zone]
  return (
    <>
      <TextField
        label={t('name')}
        value={draft.name}
        maxLength={60}
        autoFocus={isNew}
        error={errorOf('name')}
        onChange={(name) => set({ name })}
      />
      <div className={form.pair}>
        <TextField
          label={t('code')}
          note={t('codeNote')}
          value={draft.code}
          maxLength={6}
          error={errorOf('code')}
          onChange={(code) => set({ code: code.toUpperCase() })}
        />
        <TextField
          label={t('phone')}
          type="tel"
          value={draft.phone}
          maxLength={40}
          error={errorOf('phone')}
          onChange={(phone) => set({ phone })}
        />
      </div>
      <TextField
        label={t('address')}
        note={t('addressNote')}
        value={draft.address}
        maxLength={200}
        error={errorOf('address')}
        onChange={(address) => set({ address })}
      />
      <div className={form.pair}>
        <SelectField
          label={t('zone')}
          value={draft.zone}
          error={errorOf('zone')}
          onChange={(zone) => set({ zone })}
          options={known.map((zone) => ({ value: zone as string, label: t(`setup:zones.${zone}`, { defaultValue: zone }) }))}
        />
        <SelectField
          label={t('cutoff')}
          note={t('cutoffNote')}
          value={String(draft.cutoffHour)}
          onChange={(hour) => set({ cutoffHour: Number(hour) })}
          options={hours.map((hour) => ({ value: hour, label: t('cutoffHour', { hour }) }))}
        />
      </div>
      <SelectField
        label={t('rounding')}
        note={t('roundingNote')}
        value={draft.rounding}
        onChange={(rounding) => set({ rounding })}
        options={roundings.map((value) => ({ value, label: t(`trade:rounding.${value}`) }))}
      />
    </>
  )
}

/** What is filled in once and rarely seen: invoices and hours. */
function OfficeFields({
  draft,
  onChange,
  errorOf,
}: {
  draft: Draft
  onChange: (draft: Draft) => void
  errorOf: (path: string) => string | undefined
}) {
  const { t } = useTranslation('stores')
  return (
    <>
      <div className={form.pair}>
        <TextField
          label={t('invoiceTitle')}
          note={t('invoiceTitleNote')}
          value={draft.invoiceTitle}
          maxLength={100}
          error={errorOf('invoiceTitle')}
          onChange={(invoiceTitle) => onChange({ ...draft, invoiceTitle })}
        />
        <TextField
          label={t('taxId')}
          value={draft.taxId}
          maxLength={20}
          error={errorOf('taxId')}
          onChange={(taxId) => onChange({ ...draft, taxId: taxId.trim().toUpperCase() })}
        />
      </div>
      <HoursField
        week={weekOf(draft.openingHours)}
        isUnknown={draft.openingHours.length === 0}
        error={errorOf('openingHours')}
        onChange={(week) => onChange({ ...draft, openingHours: week.map((day) => day && toWire(day)) })}
      />
    </>
  )
}
