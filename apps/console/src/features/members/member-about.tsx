import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Select from 'antd/es/select'
import { useTranslation } from 'react-i18next'
import { Facts, Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { Consents } from '../member-file/consents.tsx'
import { useCan } from '../session/session-context.tsx'
import styles from './members.module.css'
import { tagsQuery } from './queries.ts'

type Member = Schema<'Member'>

/** How the shop marks them, what they agreed to, where they came from. */
export function MemberAbout({ member }: { member: Member }) {
  const { t } = useTranslation('members')
  const mayConsent = useCan('update', 'Member')
  return (
    <div className={styles.main}>
      <TagEditor member={member} />
      {mayConsent && <Consents memberId={member.id} />}
      <Section title={t('tab.about')} card>
        <Facts
          facts={[
            { key: 'sex', label: t('sex'), value: member.sex ? t(`sexes.${member.sex}`) : '—' },
            { key: 'source', label: t('source'), value: member.source || '—' },
            { key: 'terms', label: t('terms.state'), value: member.termsAccepted ? t('terms.accepted') : t('terms.notAccepted') },
          ]}
        />
      </Section>
    </div>
  )
}

function TagEditor({ member }: { member: Member }) {
  const { t } = useTranslation('members')
  const mayEdit = useCan('update', 'Member')
  const tags = useQuery(tagsQuery)
  const queryClient = useQueryClient()
  // What rules give comes and goes by itself: only the others stand in the box.
  const own = member.tags.filter((tag) => !tag.isAuto)
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
        value={save.isPending ? [...save.variables] : own.map((tag) => tag.id)}
        onChange={(chosen: string[]) => save.mutate(chosen)}
        options={(tags.data?.items ?? []).filter((tag) => !tag.isAuto).map((tag) => ({ value: tag.id, label: tag.name }))}
        showSearch={{ optionFilterProp: 'label' }}
        maxLength={20}
      />
      <ProblemAlert error={save.error} />
    </Section>
  )
}
