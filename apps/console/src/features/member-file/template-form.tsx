import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Checkbox from 'antd/es/checkbox'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../components/inputs.tsx'
import form from '../../components/side-form.module.css'
import { SideForm } from '../../components/side-form.tsx'
import { api } from '../../lib/api.ts'
import { uuidv7 } from '../../lib/ids.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import styles from './member-file.module.css'
import { templatesQuery } from './queries.ts'
import { draftOf, faultsOf, maxScoreOf, publicationOf, type Template } from './template-draft.ts'
import { BandRows, QuestionRows } from './template-rows.tsx'

/** Writes a questionnaire. What is saved is a new version: assessments taken already keep the one they were taken with. */
export function TemplateForm({ template, onClose }: { template: Template | null; onClose: () => void }) {
  const { t } = useTranslation(['memberfile', 'common'])
  const queryClient = useQueryClient()
  const [first] = useState(() => draftOf(template))
  const [draft, setDraft] = useState(first)
  // A name of its own for as long as the form is open: a second press makes no second questionnaire.
  const [key] = useState(() => template?.key ?? `q_${uuidv7().replaceAll('-', '').slice(-16)}`)
  const publish = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/assessment-templates', { body: publicationOf(draft, { key, version: template?.version ?? 0 }) })),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: templatesQuery.queryKey })
      onClose()
    },
  })
  const errors = useFieldErrors(publish.error)
  const most = maxScoreOf(draft.questions)
  const submit = () => {
    const faults = Object.entries(faultsOf(draft)).map(([path, fault]) => [path, t(`templates.fault.${fault}`, { max: most })] as const)
    if (errors.check(Object.fromEntries(faults))) publish.mutate()
  }
  return (
    <SideForm
      title={template?.name ?? t('templates.add')}
      width={640}
      form={errors.form}
      error={errors.rest}
      isDirty={JSON.stringify(draft) !== JSON.stringify(first)}
      isSaving={publish.isPending}
      saveText={t('templates.publish')}
      aside={<strong>{t('templates.size', { count: draft.questions.length, max: most })}</strong>}
      onSave={submit}
      onClose={onClose}
    >
      <TextField
        label={t('templates.name')}
        autoFocus
        value={draft.name}
        maxLength={40}
        placeholder={t('templates.nameHint')}
        error={errors.of('name')}
        onChange={(name) => setDraft({ ...draft, name })}
      />
      {template && (
        <Checkbox checked={draft.isActive} onChange={(e) => setDraft({ ...draft, isActive: e.target.checked })}>
          {t('templates.activeLong')}
        </Checkbox>
      )}
      <h3 className={form.legend}>{t('templates.questions')}</h3>
      <QuestionRows rows={draft.questions} says={errors.of} onChange={(questions) => setDraft({ ...draft, questions })} />
      <div>
        <h3 className={form.legend}>{t('templates.bands')}</h3>
        <div className={styles.soft}>{t('templates.bandsNote')}</div>
      </div>
      <BandRows rows={draft.bands} says={errors.of} onChange={(bands) => setDraft({ ...draft, bands })} />
    </SideForm>
  )
}
