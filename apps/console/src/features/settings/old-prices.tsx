import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { SaveRow } from '../../components/saved-note.tsx'
import form from '../../components/side-form.module.css'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import styles from './settings.module.css'
import { useEditSettings } from './use-edit-settings.ts'

const choices = ['warn', 'honour'] as const

/** Prices rose after a member had paid in: whose price counts. */
export function OldPrices({ settings, mayManage }: { settings: Schema<'Settings'>; mayManage: boolean }) {
  const { t } = useTranslation(['settings', 'common'])
  const [chosen, setChosen] = useState(settings.oldPrices)
  const { save, reload } = useEditSettings(settings.version, 'prices')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!save.isPending) save.mutate({ oldPrices: chosen })
  }
  return (
    <Section title={t('oldPrices.title')} note={t('oldPrices.note')}>
      <form className={form.stack} onSubmit={submit}>
        {isProblem(save.error, 'version_stale') ? <StaleNotice onReload={reload} /> : <ProblemAlert error={save.error} />}
        <fieldset className={styles.orders} disabled={!mayManage} aria-label={t('oldPrices.title')}>
          {choices.map((choice) => (
            <label key={choice} className={styles.order}>
              <input
                type="radio"
                name="oldPrices"
                className="yb-visually-hidden"
                checked={choice === chosen}
                onChange={() => setChosen(choice)}
              />
              <span className={styles.orderText}>
                <strong>{t(`oldPrices.${choice}`)}</strong>
                <span>{t(`oldPrices.${choice}Note`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {mayManage && <SaveRow part="prices" isSaving={save.isPending} isDisabled={chosen === settings.oldPrices} />}
      </form>
    </Section>
  )
}
