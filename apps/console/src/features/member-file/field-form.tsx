import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Checkbox from 'antd/es/checkbox'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AreaField, SelectField, TextField } from '../../components/inputs.tsx'
import { SideForm } from '../../components/side-form.tsx'
import { api } from '../../lib/api.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { type CustomField, choicesOf, circles, fieldDraftOf, hasChoices, kinds } from './field-draft.ts'

interface FieldFormProps {
  subject: CustomField['subject']
  /** Null for a new one. */
  field: CustomField | null
  sort: number
  onClose: () => void
}

export function FieldForm({ subject, field, sort, onClose }: FieldFormProps) {
  const { t } = useTranslation(['memberfile', 'common'])
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState(() => fieldDraftOf(field))
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part })
  const save = useMutation({
    mutationFn: () => {
      const { kind, isActive, ...rest } = draft
      const common = { ...rest, label: draft.label.trim(), choices: hasChoices(kind) ? choicesOf(field, draft.choices) : [] }
      if (field === null) return answer(api.POST('/api/custom-fields', { body: { subject, kind, sort, ...common } }))
      return answer(
        api.PATCH('/api/custom-fields/{fieldId}', {
          params: { path: { fieldId: field.id } },
          body: { ...common, isActive },
          headers: { 'If-Match': `"${field.version}"` },
        }),
      )
    },
    onSuccess: () => {
      for (const key of ['custom-fields', 'member', 'members']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const errors = useFieldErrors(save.error, { field_label_taken: 'label' })
  const submit = () => {
    const isWell = errors.check({
      label: draft.label.trim() === '' && t('common:required'),
      choices: hasChoices(draft.kind) && draft.choices.trim() === '' && t('fields.choicesMissing'),
    })
    if (isWell) save.mutate()
  }
  return (
    <SideForm
      title={field?.label ?? t('fields.add')}
      width={440}
      form={errors.form}
      error={errors.rest}
      isDirty={JSON.stringify(draft) !== JSON.stringify(fieldDraftOf(field))}
      isSaving={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      <TextField
        label={t('fields.label')}
        autoFocus
        value={draft.label}
        maxLength={30}
        placeholder={t(`fields.labelHint.${subject}`)}
        error={errors.of('label')}
        onChange={(label) => set({ label })}
      />
      <SelectField
        label={t('fields.kindLabel')}
        note={field ? t('fields.kindFixed') : undefined}
        disabled={field !== null}
        value={draft.kind}
        onChange={(kind) => set({ kind })}
        options={kinds.map((value) => ({ value, label: t(`fields.kind.${value}`) }))}
      />
      {hasChoices(draft.kind) && (
        <AreaField
          label={t('fields.choices')}
          note={t('fields.choicesNote')}
          rows={4}
          value={draft.choices}
          error={errors.of('choices')}
          onChange={(choices) => set({ choices })}
        />
      )}
      <SelectField
        label={t('fields.visibleTo')}
        value={draft.visibleTo}
        onChange={(visibleTo) => set({ visibleTo })}
        options={circles.map((value) => ({ value, label: t(`fields.visible.${value}`) }))}
      />
      <Checkbox checked={draft.isRequired} onChange={(e) => set({ isRequired: e.target.checked })}>
        {t('fields.requiredLong')}
      </Checkbox>
      {subject === 'member' && draft.kind !== 'boolean' && (
        <Checkbox checked={draft.isSearchable} onChange={(e) => set({ isSearchable: e.target.checked })}>
          {t('fields.searchableLong')}
        </Checkbox>
      )}
      {field && (
        <Checkbox checked={draft.isActive} onChange={(e) => set({ isActive: e.target.checked })}>
          {t('fields.activeLong')}
        </Checkbox>
      )}
    </SideForm>
  )
}
