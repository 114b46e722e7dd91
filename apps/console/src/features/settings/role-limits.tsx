import Checkbox from 'antd/es/checkbox'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyField, TextField } from '../../components/inputs.tsx'
import { Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { SaveRow } from '../../components/saved-note.tsx'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { parseYuan } from '../../lib/money.ts'
import { isProblem } from '../../lib/problems.ts'
import { roleName } from '../../lib/role-name.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import styles from './settings.module.css'
import { useEditSettings } from './use-edit-settings.ts'

type Limit = Schema<'Settings'>['roleLimits'][number]

interface LimitDraft {
  role: Limit['role']
  name: string | null
  percent: string
  refund: string
  isUnlimited: boolean
}

function draftOf(limit: Limit): LimitDraft {
  return {
    role: limit.role,
    name: limit.name,
    percent: String(limit.discountBp / 100),
    refund: limit.refundFen === null ? '' : String(limit.refundFen / 100),
    isUnlimited: limit.refundFen === null,
  }
}

/** Percent with at most two decimals as basis points; null when it is none. */
export function parsePercent(text: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.trim().replace(/%$/, ''))
  const bp = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null
  return bp !== null && bp <= 10_000 ? bp : null
}

/** What each role may do without asking a colleague. */
export function RoleLimits({ settings, mayManage }: { settings: Schema<'Settings'>; mayManage: boolean }) {
  const { t } = useTranslation(['settings', 'common'])
  const [drafts, setDrafts] = useState(() => settings.roleLimits.map(draftOf))
  const { save, reload } = useEditSettings(settings.version, 'roles')
  const errors = useFieldErrors(save.error)
  const isStale = isProblem(save.error, 'version_stale')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const faults = drafts.flatMap((d) => [
      [`${d.role}.percent`, parsePercent(d.percent) === null && t('limits.percentWrong')] as const,
      [`${d.role}.refund`, !d.isUnlimited && parseYuan(d.refund) === null && t('common:amountWrong')] as const,
    ])
    if (!errors.check(Object.fromEntries(faults)) || save.isPending) return
    save.mutate({
      roleLimits: drafts.map((d) => ({
        role: d.role,
        discountBp: parsePercent(d.percent) ?? 0,
        refundFen: d.isUnlimited ? null : parseYuan(d.refund),
      })),
    })
  }
  return (
    <Section title={t('limits.title')} note={t('limits.note')} card>
      <form ref={errors.form} onSubmit={submit} noValidate>
        {isStale ? <StaleNotice onReload={reload} /> : <ProblemAlert error={errors.rest} />}
        {drafts.map((draft, index) => (
          <LimitRow
            key={draft.role}
            draft={draft}
            isFixed={!mayManage}
            errorOf={errors.of}
            onChange={(part) => setDrafts(drafts.map((d, i) => (i === index ? { ...d, ...part } : d)))}
          />
        ))}
        {mayManage && <SaveRow part="roles" isSaving={save.isPending} />}
      </form>
    </Section>
  )
}

function LimitRow({
  draft,
  isFixed,
  errorOf,
  onChange,
}: {
  draft: LimitDraft
  isFixed: boolean
  errorOf: (path: string) => string | undefined
  onChange: (part: Partial<LimitDraft>) => void
}) {
  const { t } = useTranslation(['settings', 'common'])
  const bp = parsePercent(draft.percent)
  return (
    <div className={styles.limit}>
      <strong>{roleName(t, draft)}</strong>
      <TextField
        label={t('limits.discount')}
        note={bp === null ? undefined : bp === 0 ? t('limits.noDiscount') : bp === 10_000 ? t('limits.free') : t('limits.fold', { bp })}
        inputMode="decimal"
        suffix="%"
        maxLength={6}
        disabled={isFixed}
        value={draft.percent}
        error={errorOf(`${draft.role}.percent`)}
        onChange={(percent) => onChange({ percent })}
      />
      <div className={styles.refund}>
        <MoneyField
          label={t('limits.refund')}
          disabled={isFixed || draft.isUnlimited}
          value={draft.refund}
          error={errorOf(`${draft.role}.refund`)}
          onChange={(refund) => onChange({ refund })}
        />
        <Checkbox
          style={{ paddingTop: 22 }}
          disabled={isFixed}
          checked={draft.isUnlimited}
          onChange={(e) => onChange({ isUnlimited: e.target.checked })}
        >
          {t('limits.unlimited')}
        </Checkbox>
      </div>
    </div>
  )
}
