import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section, Tag } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import styles from './member-file.module.css'
import { templatesQuery } from './queries.ts'
import { draftOf, maxScoreOf, type Template } from './template-draft.ts'
import { TemplateForm } from './template-form.tsx'

/** What is asked when a scalp or a skin is looked at. */
export function TemplateSettings({ mayManage }: { mayManage: boolean }) {
  const { t } = useTranslation('memberfile')
  const templates = useQuery(templatesQuery)
  const [edited, setEdited] = useState<Template | 'new' | null>(null)
  const add = <Button onClick={() => setEdited('new')}>{t('templates.add')}</Button>
  return (
    <Section title={t('templates.title')} note={t('templates.note')} side={mayManage && add}>
      {templates.isPending && <Bones heights={[72, 72]} />}
      <QueryProblem query={templates} />
      {templates.data?.items.length === 0 && <EmptyState title={t('templates.none')} hint={t('templates.noneHint')} />}
      {templates.data?.items.map((template) => (
        <TemplateCard key={template.key} template={template} onEdit={mayManage ? () => setEdited(template) : undefined} />
      ))}
      {edited && (
        <TemplateForm
          key={edited === 'new' ? 'new' : edited.id}
          template={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </Section>
  )
}

function TemplateCard({ template, onEdit }: { template: Template; onEdit: (() => void) | undefined }) {
  const { t } = useTranslation('memberfile')
  const { name, isActive, questions, bands, version } = template
  return (
    <div className={styles.card}>
      <div className={styles.cardHead}>
        <strong>{name}</strong>
        <Tag tone={isActive ? 'done' : 'neutral'}>{t(isActive ? 'templates.on' : 'templates.off')}</Tag>
        <span className={styles.soft}>
          {t('templates.size', { count: questions.length, max: maxScoreOf(draftOf(template).questions) })} ·{' '}
          {t('templates.version', { version })}
        </span>
      </div>
      <div>{questions.map((q) => q.label).join(t('listComma'))}</div>
      <div className={styles.soft}>
        {bands.map((b) => t('templates.bandWords', { from: b.fromScore, label: b.label })).join(t('listComma'))}
      </div>
      {onEdit && (
        <div className={styles.acts}>
          <Button size="small" onClick={onEdit} aria-label={t('templates.editOf', { name })}>
            {t('templates.edit')}
          </Button>
        </div>
      )}
    </div>
  )
}
