import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section, Tag } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { sinceText } from '../../lib/time.ts'
import styles from './member-file.module.css'
import { tagRulesQuery } from './queries.ts'
import type { TagRule } from './rule-draft.ts'
import { RuleForm } from './rule-form.tsx'
import { useConditionWords } from './rule-words.ts'

/** Tags that come and go by themselves. */
export function TagRuleSettings({ mayManage }: { mayManage: boolean }) {
  const { t } = useTranslation('memberfile')
  const rules = useQuery(tagRulesQuery)
  const [edited, setEdited] = useState<TagRule | 'new' | null>(null)
  const add = <Button onClick={() => setEdited('new')}>{t('rules.add')}</Button>
  return (
    <Section title={t('rules.title')} note={t('rules.note')} side={mayManage && add}>
      {rules.isPending && <Bones heights={[56, 56]} />}
      <QueryProblem query={rules} />
      {rules.data?.items.length === 0 && <EmptyState title={t('rules.none')} hint={t('rules.noneHint')} />}
      {rules.data?.items.map((rule) => (
        <RuleCard key={rule.id} rule={rule} mayManage={mayManage} onEdit={() => setEdited(rule)} />
      ))}
      {edited && (
        <RuleForm key={edited === 'new' ? 'new' : edited.id} rule={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </Section>
  )
}

function RuleCard({ rule, mayManage, onEdit }: { rule: TagRule; mayManage: boolean; onEdit: () => void }) {
  const { t, i18n } = useTranslation('memberfile')
  const words = useConditionWords()
  const queryClient = useQueryClient()
  const renew = () => {
    for (const key of ['tag-rules', 'members', 'member', 'tags']) void queryClient.invalidateQueries({ queryKey: [key] })
  }
  const run = useMutation({
    mutationFn: () => answer(api.POST('/api/tag-rules/{ruleId}/evaluation', { params: { path: { ruleId: rule.id } } })),
    onSettled: renew,
  })
  const turn = useMutation({
    mutationFn: () =>
      answer(
        api.PATCH('/api/tag-rules/{ruleId}', {
          params: { path: { ruleId: rule.id } },
          body: { isActive: !rule.isActive },
          headers: { 'If-Match': `"${rule.version}"` },
        }),
      ),
    onSettled: renew,
  })
  return (
    <div className={styles.card}>
      <div className={styles.cardHead}>
        <strong>{rule.tag.name}</strong>
        <Tag tone={rule.isActive ? 'done' : 'neutral'}>{t(rule.isActive ? 'rules.on' : 'rules.off')}</Tag>
        <Link to="/members" search={{ tag: rule.tag.id }}>
          {t('rules.members', { count: rule.memberCount })}
        </Link>
        <span className={styles.soft}>
          {rule.evaluatedAt ? t('rules.evaluated', { when: sinceText(rule.evaluatedAt, i18n.language) }) : ''}
        </span>
      </div>
      <div>{rule.conditions.map(words).join(t(rule.match === 'all' ? 'rules.and' : 'rules.or'))}</div>
      {run.data && <div role="status">{t('rules.ran', { added: run.data.added, removed: run.data.removed })}</div>}
      {mayManage && (
        <div className={styles.acts}>
          <Button size="small" onClick={onEdit}>
            {t('rules.edit')}
          </Button>
          <Button size="small" loading={run.isPending} disabled={!rule.isActive} onClick={() => run.mutate()}>
            {t('rules.run')}
          </Button>
          <Button size="small" type="text" loading={turn.isPending} onClick={() => turn.mutate()}>
            {t(rule.isActive ? 'rules.turnOff' : 'rules.turnOn')}
          </Button>
        </div>
      )}
      <ProblemAlert error={run.error ?? turn.error} />
    </div>
  )
}
