import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { customFieldsQuery } from '../member-file/queries.ts'
import { type CustomField, valueChanges } from '../member-file/value-drafts.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { birthdayOf } from './birthday-field.tsx'
import { type MemberDraft, newDraft } from './member-draft.ts'
import { MemberFields } from './member-fields.tsx'
import styles from './members.module.css'
import { duplicatesQuery } from './queries.ts'

/** Problems without a path, and the field each of them is about. */
export const memberFieldOf = {
  phone_invalid: 'phone',
  birthday_invalid: 'birthday',
  level_unfit: 'levelId',
  store_unfit: 'homeStoreId',
  adviser_unfit: 'adviserId',
} as const

export function NewMemberPage() {
  const { t } = useTranslation(['members', 'memberfile'])
  const { store } = useWorkplace()
  if (!store) return <EmptyState title={t('noStore')} />
  return (
    <>
      <PageHeader title={t('enrol')} about={t('enrolAbout')} />
      <PageBody width="narrow">
        <NewMemberForm storeId={store.id} />
      </PageBody>
    </>
  )
}

function NewMemberForm({ storeId }: { storeId: string }) {
  const { t } = useTranslation(['members', 'common'])
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState(() => newDraft(storeId))
  const fields = useQuery(customFieldsQuery('member'))
  const enrol = useMutation({
    mutationFn: () => answer(api.POST('/api/members', { body: bodyOf(draft, fields.data?.items ?? []) })),
    onSuccess: (member) => {
      for (const key of ['members', 'member-search', 'member-duplicates']) void queryClient.invalidateQueries({ queryKey: [key] })
      void navigate({ to: '/members/$memberId', params: { memberId: member.id }, search: {}, replace: true })
    },
  })
  const errors = useFieldErrors(enrol.error, memberFieldOf)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isWell = errors.check({
      name: draft.name.trim() === '' && t('nameMissing'),
      birthday: (draft.birthday.month === undefined) !== (draft.birthday.day === undefined) && t('birthdayHalf'),
    })
    if (isWell && !enrol.isPending) enrol.mutate()
  }
  return (
    <form ref={errors.form} className={styles.form} onSubmit={submit} noValidate>
      <ProblemAlert error={errors.rest} />
      <MemberFields
        draft={draft}
        onChange={setDraft}
        errorOf={errors.of}
        isNew
        warning={<Duplicates phone={draft.phone} name={draft.name} />}
      />
      <div className={styles.actions}>
        <Button type="primary" size="large" htmlType="submit" loading={enrol.isPending}>
          {t('enrolDo')}
        </Button>
        <LinkButton to="/members" search={{}} size="large">
          {t('common:cancel')}
        </LinkButton>
      </div>
    </form>
  )
}

function bodyOf(draft: MemberDraft, fields: readonly CustomField[]) {
  const { birthday, levelId, phone, adviserId, ...rest } = draft
  return {
    ...rest,
    name: draft.name.trim(),
    phone: phone.trim() || null,
    birthday: birthdayOf(birthday),
    adviserId: adviserId ?? null,
    fields: valueChanges(fields, {}, draft.fields),
    ...(levelId ? { levelId } : {}),
  }
}

/** People who may be the same one, while it is typed: two files of one person cost more later. */
function Duplicates({ phone, name }: { phone: string; name: string }) {
  const { t } = useTranslation('members')
  const digits = phone.replace(/\D/g, '')
  const asked = useDebounced({ phone: digits.length >= 11 ? phone.trim() : '', name: name.trim().length >= 2 ? name.trim() : '' }, 300)
  const found = useQuery({ ...duplicatesQuery(asked.phone, asked.name), enabled: asked.phone !== '' || asked.name !== '' })
  const people = found.data?.items ?? []
  if (people.length === 0) return null
  const isSame = people.some((p) => p.match === 'phone')
  return (
    <div className={styles.attention} role="status">
      <strong>{isSame ? t('samePhone') : t('sameName')}</strong>
      {people.slice(0, 3).map((p) => (
        <Link key={p.id} to="/members/$memberId" params={{ memberId: p.id }} search={{}}>
          {[p.name ?? p.number, p.phone, p.number].filter(Boolean).join(' · ')}
        </Link>
      ))}
    </div>
  )
}
