import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Segmented from 'antd/es/segmented'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { AreaField, SelectField } from '../../components/inputs.tsx'
import { SideForm } from '../../components/side-form.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useWorkplace } from '../session/session-context.tsx'
import styles from './member-file.module.css'
import { templatesQuery } from './queries.ts'

type Template = Schema<'AssessmentTemplate'>

/** One question after the other; the score counts along, so that the member sees what it is made of. */
export function AssessmentForm({ memberId, onClose }: { memberId: string; onClose: () => void }) {
  const { t } = useTranslation('memberfile')
  const { store } = useWorkplace()
  const queryClient = useQueryClient()
  const templates = useQuery(templatesQuery)
  const [templateId, setTemplateId] = useState<string>()
  const [answers, setAnswers] = useState<Record<string, string>>({})
  const [notes, setNotes] = useState('')
  // Whoever may change questionnaires is shown those out of use too.
  const offered = (templates.data?.items ?? []).filter((x) => x.isActive)
  const template = offered.find((x) => x.id === templateId) ?? offered[0]
  const options = offered.map((x) => ({ value: x.id, label: x.name }))
  const choose = (id: string) => {
    setTemplateId(id)
    setAnswers({})
  }
  const save = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/members/{memberId}/assessments', {
          params: { path: { memberId } },
          body: { templateId: template?.id ?? '', storeId: store?.id ?? '', answers, notes },
        }),
      ),
    onSuccess: () => {
      for (const key of ['assessments', 'timeline']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const errors = useFieldErrors(save.error)
  const missing = template?.questions.filter((q) => answers[q.key] === undefined).length ?? 0
  const submit = () => {
    if (template && errors.check({ answers: missing > 0 && t('care.missing', { count: missing }) })) save.mutate()
  }
  return (
    <SideForm
      title={t('care.assess')}
      width={560}
      form={errors.form}
      error={errors.rest ?? templates.error}
      isDirty={Object.keys(answers).length > 0 || notes !== ''}
      isSaving={save.isPending}
      aside={template && <strong>{t('care.scoreNow', { score: scoreOf(template, answers) })}</strong>}
      onSave={submit}
      onClose={onClose}
    >
      {templates.isPending && <Bones heights={[40, 60, 60, 60]} />}
      {templates.data && !template && <EmptyState title={t('templates.none')} hint={t('templates.noneHint')} />}
      {template && (
        <>
          {offered.length > 3 ? (
            <SelectField label={t('care.template')} value={template.id} onChange={choose} options={options} />
          ) : (
            <Segmented block aria-label={t('care.template')} value={template.id} onChange={choose} options={options} />
          )}
          {template.questions.map((question) => (
            <fieldset key={question.key} className={styles.question}>
              <legend>{question.label}</legend>
              <div className={styles.chips}>
                {question.answers.map((a) => (
                  <button
                    key={a.key}
                    type="button"
                    className={styles.chip}
                    aria-pressed={answers[question.key] === a.key}
                    onClick={() => setAnswers({ ...answers, [question.key]: a.key })}
                  >
                    {a.label}
                  </button>
                ))}
              </div>
            </fieldset>
          ))}
          {errors.of('answers') && <div role="alert">{errors.of('answers')}</div>}
          <AreaField label={t('care.notes')} value={notes} maxLength={2000} onChange={setNotes} />
        </>
      )}
    </SideForm>
  )
}

function scoreOf(template: Template, answers: Record<string, string>): number {
  const scores = template.questions.map((q) => q.answers.find((a) => a.key === answers[q.key])?.score ?? 0)
  return scores.reduce((sum, score) => sum + score, 0)
}
