import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Segmented from 'antd/es/segmented'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { AreaField, MoneyField } from '../../components/inputs.tsx'
import { SideForm } from '../../components/side-form.tsx'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { api } from '../../lib/api.ts'
import { parseYuan } from '../../lib/money.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { type Account, accountQuery } from './queries.ts'

interface Draft {
  limitOf: 'brand' | 'own'
  limit: string
  note: string
}

function draftOf(account: Account): Draft {
  return {
    limitOf: account.hasOwnLimit ? 'own' : 'brand',
    limit: account.hasOwnLimit ? String(account.limitFen / 100) : '',
    note: account.note,
  }
}

/** How much an account may owe, and whether it may at all. */
export function AccountForm({ account, storeId, onClose }: { account: Account; storeId: string; onClose: () => void }) {
  const { t } = useTranslation(['accounts', 'common'])
  const queryClient = useQueryClient()
  const [read, setRead] = useState(() => ({ draft: draftOf(account), version: account.version }))
  const [draft, setDraft] = useState(read.draft)
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const save = useMutation({
    mutationFn: (body: Schema<'CreditAccountChange'>) =>
      answer(
        api.PATCH('/api/credit-accounts/{accountId}', {
          params: { path: { accountId: account.id } },
          body,
          headers: { 'If-Match': `"${read.version}"` },
        }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['credit-accounts'] })
      onClose()
    },
  })
  const errors = useFieldErrors(save.error)
  const isStale = isProblem(save.error, 'version_stale')
  const reload = async () => {
    const fresh = await queryClient.fetchQuery({ ...accountQuery(account.id, storeId), staleTime: 0 })
    setRead({ ...read, version: fresh.version })
    save.reset()
  }
  const submit = () => {
    const limitFen = draft.limitOf === 'own' ? parseYuan(draft.limit) : null
    const isWell = errors.check({ limitFen: draft.limitOf === 'own' && limitFen === null && t('common:amountWrong') })
    if (isWell) save.mutate({ limitFen, note: draft.note.trim() })
  }
  return (
    <SideForm
      title={t('edit.title', { name: account.name ?? account.memberNumber ?? '—' })}
      form={errors.form}
      error={isStale ? null : errors.rest}
      isDirty={draft !== read.draft}
      isSaving={save.isPending}
      onSave={submit}
      onClose={onClose}
      aside={
        <Button danger={account.isActive} disabled={save.isPending} onClick={() => save.mutate({ isActive: !account.isActive })}>
          {t(account.isActive ? 'edit.shut' : 'edit.open')}
        </Button>
      }
    >
      {isStale && <StaleNotice onReload={reload} />}
      {account.kind === 'member' && (
        <Field label={t('edit.limitOf')}>
          {() => (
            <Segmented
              aria-label={t('edit.limitOf')}
              value={draft.limitOf}
              onChange={(limitOf) => change({ limitOf })}
              options={(['brand', 'own'] as const).map((value) => ({ value, label: t(`edit.limit.${value}`) }))}
            />
          )}
        </Field>
      )}
      {draft.limitOf === 'own' && (
        <MoneyField
          label={t('limit')}
          note={t('limitNote')}
          autoFocus
          value={draft.limit}
          error={errors.of('limitFen')}
          onChange={(limit) => change({ limit })}
        />
      )}
      <AreaField
        label={t('note')}
        maxLength={200}
        placeholder={t('noteHint')}
        value={draft.note}
        error={errors.of('note')}
        onChange={(note) => change({ note })}
      />
      <p>{t(account.isActive ? 'edit.shutNote' : 'edit.openNote')}</p>
    </SideForm>
  )
}
