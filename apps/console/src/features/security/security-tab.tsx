import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NumberField } from '../../components/inputs.tsx'
import { Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { SaveRow } from '../../components/saved-note.tsx'
import form from '../../components/side-form.module.css'
import { Bones } from '../../components/skeletons.tsx'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useCan } from '../session/session-context.tsx'
import { settingsQuery } from '../settings/queries.ts'
import { useEditSettings } from '../settings/use-edit-settings.ts'
import styles from './security-tab.module.css'
import { SharedTills } from './shared-tills.tsx'

const LONGEST = 240

/** Shared tills, and when they lock. */
export function SecurityTab() {
  const settings = useQuery(settingsQuery)
  const mayManage = useCan('manage', 'Setting')
  const mayShare = useCan('manage', 'Device')
  return (
    <div className={styles.tab}>
      {settings.isPending && <Bones heights={[90]} />}
      {!settings.data && <QueryProblem query={settings} />}
      {settings.data && <IdleLock key={settings.data.idleLockMinutes} settings={settings.data} mayManage={mayManage} />}
      {mayShare && <SharedTills />}
    </div>
  )
}

function IdleLock({ settings, mayManage }: { settings: Schema<'Settings'>; mayManage: boolean }) {
  const { t } = useTranslation(['security', 'common'])
  const [minutes, setMinutes] = useState(String(settings.idleLockMinutes))
  const { save, reload } = useEditSettings(settings.version, 'idle')
  const errors = useFieldErrors(save.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isWell = errors.check({ idleLockMinutes: (minutes === '' || Number(minutes) > LONGEST) && t('idle.wrong', { max: LONGEST }) })
    if (isWell && !save.isPending) save.mutate({ idleLockMinutes: Number(minutes) })
  }
  return (
    <Section title={t('idle.title')} note={t('idle.note')} card>
      <form ref={errors.form} className={form.stack} onSubmit={submit} noValidate>
        {isProblem(save.error, 'version_stale') ? <StaleNotice onReload={reload} /> : <ProblemAlert error={errors.rest} />}
        <NumberField
          label={t('idle.minutes')}
          note={minutes === '0' ? t('idle.never') : t('idle.zero')}
          suffix={t('idle.unit')}
          maxLength={3}
          disabled={!mayManage}
          value={minutes}
          error={errors.of('idleLockMinutes')}
          onChange={setMinutes}
        />
        {mayManage && <SaveRow part="idle" isSaving={save.isPending} />}
      </form>
    </Section>
  )
}
