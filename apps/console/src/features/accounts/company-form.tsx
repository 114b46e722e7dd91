import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AreaField, MoneyField, TextField } from '../../components/inputs.tsx'
import { SideForm } from '../../components/side-form.tsx'
import { api } from '../../lib/api.ts'
import { parseYuan } from '../../lib/money.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'

const EMPTY = { name: '', limit: '', note: '' }

/** A company whose people are served and which pays later. */
export function CompanyForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['accounts', 'common'])
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState(EMPTY)
  const open = useMutation({
    mutationFn: (limitFen: number) =>
      answer(api.POST('/api/credit-accounts', { body: { companyName: draft.name.trim(), limitFen, note: draft.note.trim() } })),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: ['credit-accounts'] })
      void navigate({ to: '/accounts/$accountId', params: { accountId: id } })
    },
  })
  const errors = useFieldErrors(open.error, { company_name_taken: 'companyName' })
  const save = () => {
    const limitFen = parseYuan(draft.limit)
    const isWell = errors.check({
      companyName: draft.name.trim() === '' && t('common:required'),
      limitFen: (limitFen === null || limitFen < 1) && t('common:amountWrong'),
    })
    if (isWell && limitFen !== null) open.mutate(limitFen)
  }
  return (
    <SideForm
      title={t('company.title')}
      form={errors.form}
      error={errors.rest}
      isDirty={draft !== EMPTY}
      isSaving={open.isPending}
      saveText={t('company.open')}
      onSave={save}
      onClose={onClose}
    >
      <TextField
        label={t('company.name')}
        autoFocus
        maxLength={60}
        placeholder={t('company.nameHint')}
        value={draft.name}
        error={errors.of('companyName')}
        onChange={(name) => setDraft({ ...draft, name })}
      />
      <MoneyField
        label={t('limit')}
        note={t('limitNote')}
        value={draft.limit}
        error={errors.of('limitFen')}
        onChange={(limit) => setDraft({ ...draft, limit })}
      />
      <AreaField
        label={t('note')}
        maxLength={200}
        placeholder={t('noteHint')}
        value={draft.note}
        error={errors.of('note')}
        onChange={(note) => setDraft({ ...draft, note })}
      />
    </SideForm>
  )
}
