import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AreaField } from '../../components/inputs.tsx'
import { Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import form from '../../components/side-form.module.css'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { consentTextsQuery } from '../member-file/queries.ts'
import { useCan } from '../session/session-context.tsx'
import styles from './settings.module.css'

type Text = Schema<'ConsentText'>

const SHORTEST = 10

/** What members read before they consent: the text in force of each purpose, and the next version of it. */
export function ConsentTexts() {
  const { t } = useTranslation(['settings', 'common'])
  const texts = useQuery(consentTextsQuery)
  return (
    <Section title={t('consents.title')} note={t('consents.note')}>
      {texts.isPending && <Bones heights={[96, 96, 96]} />}
      <ProblemAlert error={texts.error} action={<Button onClick={() => void texts.refetch()}>{t('common:tryAgain')}</Button>} />
      {texts.data?.items.map((text) => (
        <ConsentText key={text.purpose} text={text} />
      ))}
    </Section>
  )
}

function ConsentText({ text }: { text: Text }) {
  const { t, i18n } = useTranslation(['settings', 'memberfile', 'common'])
  const mayManage = useCan('manage', 'Terms')
  const [isEditing, setEditing] = useState(false)
  const name = t(`memberfile:consent.purpose.${text.purpose}`)
  if (isEditing) return <Editor name={name} text={text} onClose={() => setEditing(false)} />
  return (
    <article className={styles.body} aria-label={name}>
      <header className={styles.textHead}>
        <strong>{name}</strong>
        <span className={styles.note}>
          {t('consents.version', { version: text.version })} · {timeText(text.publishedAt, i18n.language)}
        </span>
        {mayManage && (
          <Button size="small" aria-label={t('consents.editOf', { name })} onClick={() => setEditing(true)}>
            {t('consents.edit')}
          </Button>
        )}
      </header>
      {text.body}
    </article>
  )
}

function Editor({ name, text, onClose }: { name: string; text: Text; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common'])
  const queryClient = useQueryClient()
  const [body, setBody] = useState(text.body)
  const publish = useMutation({
    mutationFn: () => answer(api.POST('/api/consent-texts', { body: { purpose: text.purpose, body: body.trim() } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['consent-texts'] })
      onClose()
    },
  })
  const errors = useFieldErrors(publish.error)
  const submit = () => {
    if (errors.check({ body: body.trim().length < SHORTEST && t('consents.tooShort', { count: SHORTEST }) })) publish.mutate()
  }
  return (
    <form ref={errors.form} className={form.stack} onSubmit={(e) => e.preventDefault()}>
      <ProblemAlert error={errors.rest} />
      <AreaField
        label={name}
        note={t('consents.newNote')}
        rows={6}
        maxLength={4000}
        value={body}
        error={errors.of('body')}
        onChange={setBody}
      />
      <div className={styles.save}>
        <Button type="primary" disabled={body.trim() === text.body} loading={publish.isPending} onClick={submit}>
          {t('consents.publish', { version: text.version + 1 })}
        </Button>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
      </div>
    </form>
  )
}
