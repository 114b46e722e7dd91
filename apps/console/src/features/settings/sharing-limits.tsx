import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyField } from '../../components/inputs.tsx'
import { Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { SaveRow } from '../../components/saved-note.tsx'
import form from '../../components/side-form.module.css'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { parseYuan } from '../../lib/money.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useEditSettings } from './use-edit-settings.ts'

const textOf = (fen: number | null) => (fen === null ? '' : String(fen / 100))
const fenOf = (text: string) => (text.trim() === '' ? null : parseYuan(text))

/** How much relatives may use of an owner's balance where nothing else was said of them. */
export function SharingLimits({ settings, mayManage }: { settings: Schema<'Settings'>; mayManage: boolean }) {
  const { t } = useTranslation(['settings', 'common'])
  const [day, setDay] = useState(textOf(settings.sharedDailyLimitFen))
  const [month, setMonth] = useState(textOf(settings.sharedMonthlyLimitFen))
  const { save, reload } = useEditSettings(settings.version, 'sharing')
  const errors = useFieldErrors(save.error)
  const isWrong = (text: string) => text.trim() !== '' && fenOf(text) === null && t('common:amountWrong')
  const isChanged = fenOf(day) !== settings.sharedDailyLimitFen || fenOf(month) !== settings.sharedMonthlyLimitFen
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isWell = errors.check({ sharedDailyLimitFen: isWrong(day), sharedMonthlyLimitFen: isWrong(month) })
    if (isWell && !save.isPending) save.mutate({ sharedDailyLimitFen: fenOf(day), sharedMonthlyLimitFen: fenOf(month) })
  }
  return (
    <Section title={t('sharing.title')} note={t('sharing.note')} card>
      <form ref={errors.form} className={form.stack} onSubmit={submit} noValidate>
        {isProblem(save.error, 'version_stale') ? <StaleNotice onReload={reload} /> : <ProblemAlert error={errors.rest} />}
        <MoneyField
          label={t('sharing.day')}
          disabled={!mayManage}
          value={day}
          placeholder={t('sharing.none')}
          error={errors.of('sharedDailyLimitFen')}
          onChange={setDay}
        />
        <MoneyField
          label={t('sharing.month')}
          disabled={!mayManage}
          value={month}
          placeholder={t('sharing.none')}
          error={errors.of('sharedMonthlyLimitFen')}
          onChange={setMonth}
        />
        {mayManage && <SaveRow part="sharing" isSaving={save.isPending} isDisabled={!isChanged && !isWrong(day) && !isWrong(month)} />}
      </form>
    </Section>
  )
}
