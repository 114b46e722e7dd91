import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyField } from '../../components/inputs.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { SaveRow } from '../../components/saved-note.tsx'
import form from '../../components/side-form.module.css'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { parseYuan } from '../../lib/money.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useCan } from '../session/session-context.tsx'
import { useEditSettings } from './use-edit-settings.ts'

/** What any member may owe who has no limit of their own. */
export function CreditLimit({ settings, mayManage }: { settings: Schema<'Settings'>; mayManage: boolean }) {
  const { t } = useTranslation(['settings', 'common'])
  const [text, setText] = useState(String(settings.onAccountLimitFen / 100))
  const { save, reload } = useEditSettings(settings.version, 'credit')
  const errors = useFieldErrors(save.error)
  const seesCredit = useCan('read', 'Credit')
  const fen = parseYuan(text)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isWell = errors.check({ onAccountLimitFen: fen === null && t('common:amountWrong') })
    if (isWell && fen !== null && !save.isPending) save.mutate({ onAccountLimitFen: fen })
  }
  return (
    <Section
      title={t('credit.title')}
      side={
        seesCredit && (
          <LinkButton to="/accounts" search={{}}>
            {t('credit.open')}
          </LinkButton>
        )
      }
      card
    >
      <form ref={errors.form} className={form.stack} onSubmit={submit} noValidate>
        {isProblem(save.error, 'version_stale') ? <StaleNotice onReload={reload} /> : <ProblemAlert error={errors.rest} />}
        <MoneyField
          label={t('credit.field')}
          note={t('credit.note')}
          disabled={!mayManage}
          value={text}
          error={errors.of('onAccountLimitFen')}
          onChange={setText}
        />
        {mayManage && <SaveRow part="credit" isSaving={save.isPending} isDisabled={fen === settings.onAccountLimitFen} />}
      </form>
    </Section>
  )
}
