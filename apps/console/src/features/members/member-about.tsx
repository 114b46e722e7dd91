import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Select from 'antd/es/select'
import { useTranslation } from 'react-i18next'
import { Facts, Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { lunarDay, lunarMonth } from './birthday-field.tsx'
import styles from './members.module.css'
import { tagsQuery } from './queries.ts'

type Member = Schema<'Member'>

/** What they like, when they were born, where they came from, how the shop marks them. */
export function MemberAbout({ member }: { member: Member }) {
  const { t, i18n } = useTranslation('members')
  const { session } = useWorkplace()
  return (
    <div className={styles.columns}>
      <Section title={t('tab.about')} card>
        <Facts
          facts={[
            { key: 'sex', label: t('sex'), value: member.sex ? t(`sexes.${member.sex}`) : '—' },
            { key: 'birthday', label: t('birthday'), value: <BirthdayText birthday={member.birthday} /> },
            { key: 'preferences', label: t('preferences'), value: <span className={styles.note}>{member.preferences || '—'}</span> },
            { key: 'notes', label: t('notes'), value: <span className={styles.note}>{member.notes || '—'}</span> },
            { key: 'source', label: t('source'), value: member.source || '—' },
            { key: 'store', label: t('homeStore'), value: session.stores.find((s) => s.id === member.homeStoreId)?.name ?? '—' },
            { key: 'since', label: t('since'), value: timeText(member.createdAt, i18n.language) },
            { key: 'terms', label: t('terms.state'), value: member.termsAccepted ? t('terms.accepted') : t('terms.notAccepted') },
          ]}
        />
      </Section>
      <TagEditor member={member} />
    </div>
  )
}

function BirthdayText({ birthday }: { birthday: Member['birthday'] }) {
  const { t } = useTranslation('members')
  if (!birthday) return '—'
  const words =
    birthday.calendar === 'lunar'
      ? `${t('lunar')} ${birthday.isLeap ? '闰' : ''}${lunarMonth(birthday.month)}${lunarDay(birthday.day)}`
      : t('solarBirthday', { month: birthday.month, day: birthday.day })
  return (
    <>
      {birthday.year ? `${birthday.year} · ` : ''}
      {words}
      <div className={styles.soft}>{t('nextBirthday', { day: birthday.nextOn })}</div>
    </>
  )
}

function TagEditor({ member }: { member: Member }) {
  const { t } = useTranslation('members')
  const mayEdit = useCan('update', 'Member')
  const tags = useQuery(tagsQuery)
  const queryClient = useQueryClient()
  const save = useMutation({
    mutationFn: async (chosen: readonly string[]) => {
      const known = new Set((tags.data?.items ?? []).map((tag) => tag.id))
      const tagIds: string[] = []
      // What is not yet a tag was typed just now: it becomes one.
      for (const value of chosen)
        tagIds.push(known.has(value) ? value : (await answer(api.POST('/api/tags', { body: { name: value } }))).id)
      return answer(api.PUT('/api/members/{memberId}/tags', { params: { path: { memberId: member.id } }, body: { tagIds } }))
    },
    onSettled: () => {
      for (const key of ['tags', 'member', 'members']) void queryClient.invalidateQueries({ queryKey: [key] })
    },
  })
  return (
    <Section title={t('tags')} note={t('tagsNote')}>
      <Select
        mode="tags"
        aria-label={t('tags')}
        style={{ width: '100%' }}
        disabled={!mayEdit}
        loading={save.isPending}
        value={save.isPending ? [...save.variables] : member.tags.map((tag) => tag.id)}
        onChange={(chosen: string[]) => save.mutate(chosen)}
        options={(tags.data?.items ?? []).map((tag) => ({ value: tag.id, label: tag.name }))}
        showSearch={{ optionFilterProp: 'label' }}
        maxLength={20}
      />
      <ProblemAlert error={save.error} />
    </Section>
  )
}
