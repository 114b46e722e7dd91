import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SideForm } from '../../components/side-form.tsx'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { api } from '../../lib/api.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { customFieldsQuery } from '../member-file/queries.ts'
import { changeOf, draftOf } from './member-draft.ts'
import { MemberFields } from './member-fields.tsx'
import { memberFieldOf } from './new-member-page.tsx'

type Member = Schema<'Member'>

/** Edits what was read. When somebody else was faster, their version is fetched and what was typed here stays. */
export function EditMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation('members')
  const queryClient = useQueryClient()
  const [before, setBefore] = useState(() => ({ draft: draftOf(member), version: member.version }))
  const [draft, setDraft] = useState(before.draft)
  const fields = useQuery(customFieldsQuery('member'))
  const change = changeOf(before.draft, draft, fields.data?.items)
  const isDirty = Object.keys(change).length > 0
  const save = useMutation({
    mutationFn: () =>
      answer(
        api.PATCH('/api/members/{memberId}', {
          params: { path: { memberId: member.id } },
          body: change,
          headers: { 'If-Match': `"${before.version}"` },
        }),
      ),
    onSuccess: () => {
      for (const key of ['member', 'members', 'member-search', 'timeline']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const errors = useFieldErrors(save.error, memberFieldOf)
  const isStale = isProblem(save.error, 'version_stale')
  const reload = async () => {
    const fresh = await answer(api.GET('/api/members/{memberId}', { params: { path: { memberId: member.id } } }))
    const theirs = draftOf(fresh)
    // What was not touched here becomes theirs; what was typed stays typed.
    const touched = Object.fromEntries(
      Object.entries(draft).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before.draft[key as keyof typeof draft])),
    )
    setBefore({ draft: theirs, version: fresh.version })
    setDraft({ ...theirs, ...touched })
    save.reset()
  }
  const submit = () => {
    const isWell = errors.check({
      name: draft.name.trim() === '' && t('nameMissing'),
      birthday: (draft.birthday.month === undefined) !== (draft.birthday.day === undefined) && t('birthdayHalf'),
    })
    if (!isWell) return
    if (isDirty) save.mutate()
    else onClose()
  }
  return (
    <SideForm
      title={t('editTitle', { name: member.name ?? member.number })}
      form={errors.form}
      error={isStale ? null : errors.rest}
      isDirty={isDirty}
      isSaving={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      {isStale && <StaleNotice onReload={reload} />}
      <MemberFields draft={draft} onChange={setDraft} errorOf={errors.of} isNew={false} />
    </SideForm>
  )
}
