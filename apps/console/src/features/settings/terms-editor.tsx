import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, Problem } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Popconfirm from 'antd/es/popconfirm'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AreaField, TextField } from '../../components/inputs.tsx'
import { Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import form from '../../components/side-form.module.css'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { termsQuery } from '../contracts/queries.ts'
import { useCan } from '../session/session-context.tsx'
import { parsePercent } from './role-limits.tsx'
import styles from './settings.module.css'

/** The terms of prepayment in force, and the next version of them. */
export function TermsEditor() {
  const { t, i18n } = useTranslation(['settings', 'common'])
  const terms = useQuery(termsQuery)
  const mayManage = useCan('manage', 'Terms')
  const [isEditing, setEditing] = useState(false)
  if (terms.isPending) return <Bones heights={[32, 400]} />
  const hasNone = isProblem(terms.error, 'not_found')
  if (!terms.data && !hasNone)
    return <ProblemAlert error={terms.error} action={<Button onClick={() => void terms.refetch()}>{t('common:tryAgain')}</Button>} />
  if (isEditing || !terms.data) return <Editor current={terms.data ?? null} onClose={() => setEditing(false)} />
  const { title, version, body, publishedAt, sha256 } = terms.data
  return (
    <Section
      title={t('terms.inForce', { title, version })}
      note={timeText(publishedAt, i18n.language)}
      side={
        mayManage && (
          <Button type="primary" onClick={() => setEditing(true)}>
            {t('terms.edit')}
          </Button>
        )
      }
    >
      <div className={styles.body}>{body}</div>
      <p className={styles.note}>
        {t('terms.hash')} <span className={styles.hash}>{sha256}</span>
      </p>
    </Section>
  )
}

function Editor({ current, onClose }: { current: Schema<'Terms'> | null; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common'])
  const queryClient = useQueryClient()
  const [title, setTitle] = useState(current?.title ?? '')
  const [body, setBody] = useState(current?.body ?? '')
  const [rate, setRate] = useState(current?.agreedRateBp == null ? '' : String(current.agreedRateBp / 100))
  const agreedRateBp = rate.trim() === '' ? null : parsePercent(rate)
  const publish = useMutation({
    mutationFn: () => answer(api.POST('/api/terms', { body: { title: title.trim(), body: body.trim(), agreedRateBp } })),
    onSuccess: () => {
      for (const key of ['terms', 'member']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const errors = useFieldErrors(publish.error)
  const isVoid = isProblem(publish.error, 'terms_void_clause')
  const isSame = current?.title === title.trim() && current.body === body.trim() && current.agreedRateBp === agreedRateBp
  const submit = () => {
    const isWell = errors.check({
      title: title.trim() === '' && t('common:required'),
      body: body.trim().length < 20 && t('terms.tooShort'),
      agreedRateBp: rate.trim() !== '' && agreedRateBp === null && t('limits.percentWrong'),
    })
    if (isWell) publish.mutate()
  }
  return (
    <Section title={t('terms.newVersion')} note={t('terms.newVersionNote')}>
      <form ref={errors.form} className={form.stack} onSubmit={(e) => e.preventDefault()}>
        {isVoid ? <VoidClauses problem={publish.error} /> : <ProblemAlert error={errors.rest} />}
        <TextField label={t('terms.titleField')} value={title} maxLength={100} error={errors.of('title')} onChange={setTitle} />
        <AreaField label={t('terms.bodyField')} rows={16} maxLength={50_000} value={body} error={errors.of('body')} onChange={setBody} />
        <TextField
          label={t('terms.agreedRate')}
          note={t('terms.agreedRateNote')}
          suffix="%"
          inputMode="decimal"
          maxLength={6}
          value={rate}
          error={errors.of('agreedRateBp')}
          onChange={setRate}
        />
        <div className={styles.save}>
          <Popconfirm
            title={t('terms.publishAsk')}
            description={t('terms.publishAskHint')}
            okText={t('terms.publish')}
            cancelText={t('common:cancel')}
            onConfirm={submit}
          >
            <Button type="primary" disabled={isSame} loading={publish.isPending}>
              {t('terms.publish')}
            </Button>
          </Popconfirm>
          {current && <Button onClick={onClose}>{t('common:cancel')}</Button>}
        </div>
      </form>
    </Section>
  )
}

interface Clause {
  reason: string
  phrase: string
}

function clausesOf(problem: unknown): Clause[] {
  const clauses = problem instanceof Problem ? problem.params.clauses : null
  if (!Array.isArray(clauses)) return []
  return clauses.filter(
    (c): c is Clause => typeof c === 'object' && c !== null && typeof c.reason === 'string' && typeof c.phrase === 'string',
  )
}

/** The phrases that the law makes void, each with the reason in plain words. */
function VoidClauses({ problem }: { problem: unknown }) {
  const { t } = useTranslation('settings')
  return (
    <div role="alert" className={styles.void}>
      <strong>{t('terms.void')}</strong>
      <ul className={styles.clauses}>
        {clausesOf(problem).map((clause) => (
          <li key={`${clause.reason} ${clause.phrase}`}>
            <mark>{clause.phrase}</mark> {t(`terms.reason.${clause.reason}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}
