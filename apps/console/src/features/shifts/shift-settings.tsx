import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Checkbox from 'antd/es/checkbox'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyField } from '../../components/inputs.tsx'
import { Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { SaveRow, useTellSaved } from '../../components/saved-note.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { api } from '../../lib/api.ts'
import { parseYuan } from '../../lib/money.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { shiftSettingsQuery } from './queries.ts'
import styles from './shifts.module.css'
import { TillsEditor } from './tills-editor.tsx'

/** How drawers are counted in the brand, and the tills of the store at hand. */
export function ShiftSettings({ mayManage }: { mayManage: boolean }) {
  const settings = useQuery(shiftSettingsQuery)
  return (
    <div className={styles.main}>
      {settings.isPending && <Bones heights={[200]} />}
      {!settings.data && <QueryProblem query={settings} />}
      {settings.data && <CountingForm key={settings.data.version} settings={settings.data} mayManage={mayManage} />}
      <TillsEditor />
    </div>
  )
}

function CountingForm({ settings, mayManage }: { settings: Schema<'ShiftSettings'>; mayManage: boolean }) {
  const { t } = useTranslation(['shifts', 'common'])
  const queryClient = useQueryClient()
  const tellSaved = useTellSaved('counting')
  const [isBlind, setBlind] = useState(settings.isCountBlind)
  const [reason, setReason] = useState(String(settings.reasonAboveFen / 100))
  const [approval, setApproval] = useState(String(settings.approvalAboveFen / 100))
  const save = useMutation({
    mutationFn: (body: Schema<'ShiftSettingsChange'>) =>
      answer(api.PATCH('/api/shift-settings', { body, headers: { 'If-Match': `"${settings.version}"` } })),
    onSuccess: (saved) => {
      queryClient.setQueryData(shiftSettingsQuery.queryKey, saved)
      tellSaved()
    },
  })
  const errors = useFieldErrors(save.error, { thresholds_unfit: 'approval' })
  const isStale = isProblem(save.error, 'version_stale')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const [reasonAboveFen, approvalAboveFen] = [parseYuan(reason), parseYuan(approval)]
    const isWell = errors.check({
      reason: reasonAboveFen === null && t('open.amountWrong'),
      approval:
        (approvalAboveFen === null && t('open.amountWrong')) ||
        ((approvalAboveFen ?? 0) < (reasonAboveFen ?? 0) && t('settings.thresholds')),
    })
    if (isWell && reasonAboveFen !== null && approvalAboveFen !== null)
      save.mutate({ isCountBlind: isBlind, reasonAboveFen, approvalAboveFen })
  }
  return (
    <Section title={t('settings.title')} note={t('settings.note')} card>
      <form ref={errors.form} className={styles.stack} onSubmit={submit} noValidate>
        {isStale ? (
          <StaleNotice onReload={() => queryClient.invalidateQueries({ queryKey: shiftSettingsQuery.queryKey })} />
        ) : (
          <ProblemAlert error={errors.rest} />
        )}
        <div>
          <Checkbox disabled={!mayManage} checked={isBlind} onChange={(e) => setBlind(e.target.checked)}>
            {t('settings.blind')}
          </Checkbox>
          <p className={styles.soft}>{t('settings.blindNote')}</p>
        </div>
        <div className={styles.pair}>
          <MoneyField
            label={t('settings.reasonAbove')}
            disabled={!mayManage}
            value={reason}
            error={errors.of('reason')}
            onChange={setReason}
          />
          <MoneyField
            label={t('settings.approvalAbove')}
            disabled={!mayManage}
            value={approval}
            error={errors.of('approval')}
            onChange={setApproval}
          />
        </div>
        {mayManage && <SaveRow part="counting" isSaving={save.isPending} />}
      </form>
    </Section>
  )
}
