import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NumberField, SelectField, TextField } from '../../components/inputs.tsx'
import form from '../../components/side-form.module.css'
import { SideForm } from '../../components/side-form.tsx'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { api } from '../../lib/api.ts'
import { languages } from '../../lib/i18n.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import styles from './printing.module.css'
import { Toggle } from './toggle.tsx'

type Printer = Schema<'Printer'>

interface Draft {
  name: string
  host: string
  /** As typed. */
  port: string
  columns: '32' | '48'
  lang: Printer['lang']
  hasDrawer: boolean
  hasCutter: boolean
  asksStatus: boolean
  printsReceipts: boolean
  printsReports: boolean
}

const empty: Draft = {
  name: '',
  host: '',
  port: '9100',
  columns: '48',
  lang: 'zh-CN',
  hasDrawer: false,
  hasCutter: true,
  asksStatus: true,
  printsReceipts: false,
  printsReports: false,
}

function draftOf(printer: Printer | null): Draft {
  if (!printer) return empty
  const { name, host, port, columns, lang, hasDrawer, hasCutter, asksStatus, printsReceipts, printsReports } = printer
  return {
    name,
    host,
    port: String(port),
    columns: columns === 32 ? '32' : '48',
    lang,
    hasDrawer,
    hasCutter,
    asksStatus,
    printsReceipts,
    printsReports,
  }
}

const columnsOf = (draft: Draft): 32 | 48 => (draft.columns === '32' ? 32 : 48)

export function PrinterForm({ storeId, printer, onClose }: { storeId: string; printer: Printer | null; onClose: () => void }) {
  const { t } = useTranslation(['printing', 'common'])
  const queryClient = useQueryClient()
  const [read] = useState(() => draftOf(printer))
  const [draft, setDraft] = useState(read)
  const save = useMutation({
    mutationFn: (more: { isActive?: boolean }) => send(storeId, printer, draft, more),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['printers'] })
      onClose()
    },
  })
  const errors = useFieldErrors(save.error, { printer_name_taken: 'name', printer_address_refused: 'host' })
  const isStale = isProblem(save.error, 'version_stale')
  const submit = () => {
    const isWell = errors.check({
      name: draft.name.trim() === '' && t('common:required'),
      host: draft.host.trim() === '' && t('common:required'),
      port: !/^\d{2,5}$/.test(draft.port) && t('common:numberWrong'),
    })
    if (isWell) save.mutate({})
  }
  return (
    <SideForm
      title={printer ? printer.name : t('printers.add')}
      form={errors.form}
      error={isStale ? null : errors.rest}
      isDirty={draft !== read}
      isSaving={save.isPending}
      onSave={submit}
      onClose={onClose}
      aside={
        printer && (
          <Button danger={printer.isActive} onClick={() => save.mutate({ isActive: !printer.isActive })}>
            {printer.isActive ? t('common:deactivate') : t('common:activate')}
          </Button>
        )
      }
    >
      {isStale && (
        <StaleNotice
          onReload={async () => {
            await queryClient.invalidateQueries({ queryKey: ['printers'] })
            onClose()
          }}
        />
      )}
      <PrinterFields draft={draft} isNew={printer === null} onChange={setDraft} errorOf={errors.of} />
    </SideForm>
  )
}

function send(storeId: string, printer: Printer | null, draft: Draft, more: { isActive?: boolean }) {
  const { name, host, lang, hasDrawer, hasCutter, asksStatus, printsReceipts, printsReports } = draft
  const body = { name, host, port: Number(draft.port), columns: columnsOf(draft), lang, hasDrawer, hasCutter, asksStatus }
  if (!printer) return answer(api.POST('/api/printers', { body: { ...body, storeId } }))
  return answer(
    api.PATCH('/api/printers/{printerId}', {
      params: { path: { printerId: printer.id } },
      body: { ...body, printsReceipts, printsReports, ...more },
      headers: { 'If-Match': `"${printer.version}"` },
    }),
  )
}

interface FieldsProps {
  draft: Draft
  isNew: boolean
  onChange: (draft: Draft) => void
  errorOf: (path: string) => string | undefined
}

function PrinterFields({ draft, isNew, onChange, errorOf }: FieldsProps) {
  const { t } = useTranslation('printing')
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part })
  return (
    <>
      <TextField
        label={t('printers.name')}
        placeholder={t('printers.namePlaceholder')}
        value={draft.name}
        maxLength={40}
        autoFocus={isNew}
        error={errorOf('name')}
        onChange={(name) => set({ name })}
      />
      <div className={form.pair}>
        <TextField
          label={t('printers.host')}
          note={t('printers.hostNote')}
          placeholder="192.168.1.50"
          value={draft.host}
          maxLength={253}
          error={errorOf('host')}
          onChange={(host) => set({ host })}
        />
        <NumberField
          label={t('printers.port')}
          note={t('printers.portNote')}
          value={draft.port}
          maxLength={5}
          error={errorOf('port')}
          onChange={(port) => set({ port })}
        />
      </div>
      <div className={form.pair}>
        <SelectField
          label={t('printers.paper')}
          value={draft.columns}
          onChange={(columns) => set({ columns })}
          options={[
            { value: '48', label: t('paper.48') },
            { value: '32', label: t('paper.32') },
          ]}
        />
        <SelectField
          label={t('printers.lang')}
          value={draft.lang}
          onChange={(lang) => set({ lang })}
          options={languages.map((language) => ({ value: language.code, label: language.name }))}
        />
      </div>
      <div className={styles.switches}>
        <Toggle label={t('printers.hasDrawer')} isOn={draft.hasDrawer} onChange={(hasDrawer) => set({ hasDrawer })} />
        <Toggle label={t('printers.hasCutter')} isOn={draft.hasCutter} onChange={(hasCutter) => set({ hasCutter })} />
        <Toggle label={t('printers.asksStatus')} isOn={draft.asksStatus} onChange={(asksStatus) => set({ asksStatus })} />
        <span className={styles.note}>{t('printers.asksStatusNote')}</span>
        {!isNew && (
          <>
            <Toggle
              label={t('printers.printsReceipts')}
              isOn={draft.printsReceipts}
              onChange={(printsReceipts) => set({ printsReceipts })}
            />
            <Toggle label={t('printers.printsReports')} isOn={draft.printsReports} onChange={(printsReports) => set({ printsReports })} />
          </>
        )}
      </div>
    </>
  )
}
