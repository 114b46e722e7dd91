import Segmented from 'antd/es/segmented'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyField, NumberField, SelectField, TextField } from '../../components/inputs.tsx'
import { Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { SaveRow } from '../../components/saved-note.tsx'
import form from '../../components/side-form.module.css'
import { StaleNotice } from '../../components/stale-notice.tsx'
import { formatFenShort, parseYuan } from '../../lib/money.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useEditSettings } from './use-edit-settings.ts'

type Cards = Schema<'CardSettings'>
const asks = ['above', 'always', 'never'] as const

interface Draft {
  asks: (typeof asks)[number]
  threshold: string
  missing: Cards['pinMissing']
  prefix: string
  digits: string
  profile: string
}

function draftOf(cards: Cards): Draft {
  const { pinThresholdFen: fen } = cards
  return {
    asks: fen === null ? 'never' : fen === 0 ? 'always' : 'above',
    threshold: fen ? String(fen / 100) : '500',
    missing: cards.pinMissing,
    prefix: cards.numberPrefix,
    digits: String(cards.numberDigits),
    profile: cards.complianceProfile,
  }
}

/** When the payment PIN is asked for, how card numbers look, and how much may stand on one card. */
export function CardSettings({ settings, mayManage }: { settings: Schema<'Settings'>; mayManage: boolean }) {
  const { t } = useTranslation(['settings', 'common'])
  const [draft, setDraft] = useState(() => draftOf(settings.cards))
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const { save, reload } = useEditSettings(settings.version, 'cards')
  const errors = useFieldErrors(save.error)
  const isStale = isProblem(save.error, 'version_stale')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const thresholdFen = parseYuan(draft.threshold)
    const digits = Number(draft.digits)
    const isWell = errors.check({
      threshold: draft.asks === 'above' && (thresholdFen === null || thresholdFen < 1) && t('common:amountWrong'),
      prefix: !/^[0-9A-Z]{0,4}$/.test(draft.prefix) && t('cards.prefixWrong'),
      digits: !(digits >= 5 && digits <= 10) && t('cards.digitsWrong'),
    })
    if (!isWell || save.isPending) return
    const pinThresholdFen = draft.asks === 'never' ? null : draft.asks === 'always' ? 0 : thresholdFen
    save.mutate({
      cards: {
        pinThresholdFen,
        pinMissing: draft.missing,
        numberPrefix: draft.prefix,
        numberDigits: digits,
        complianceProfile: draft.profile,
      },
    })
  }
  const fields = { draft, change, isFixed: !mayManage, errorOf: errors.of }
  return (
    <form ref={errors.form} className={form.stack} onSubmit={submit} noValidate>
      {isStale ? <StaleNotice onReload={reload} /> : <ProblemAlert error={errors.rest} />}
      <PinFields {...fields} />
      <CapFields {...fields} profiles={settings.profiles} />
      <NumberFields {...fields} />
      {mayManage && <SaveRow part="cards" isSaving={save.isPending} />}
    </form>
  )
}

interface FieldsProps {
  draft: Draft
  change: (part: Partial<Draft>) => void
  isFixed: boolean
  errorOf: (path: string) => string | undefined
}

function PinFields({ draft, change, isFixed, errorOf }: FieldsProps) {
  const { t } = useTranslation('settings')
  return (
    <Section title={t('cards.pin')} note={t('cards.pinNote')} card>
      <div className={form.stack}>
        <Segmented
          aria-label={t('cards.pin')}
          disabled={isFixed}
          value={draft.asks}
          onChange={(value) => change({ asks: value })}
          options={asks.map((value) => ({ value, label: t(`cards.asks.${value}`) }))}
        />
        {draft.asks === 'above' && (
          <MoneyField
            label={t('cards.threshold')}
            note={t('cards.thresholdNote')}
            disabled={isFixed}
            value={draft.threshold}
            error={errorOf('threshold')}
            onChange={(threshold) => change({ threshold })}
          />
        )}
        {draft.asks !== 'never' && (
          <SelectField
            label={t('cards.missing')}
            disabled={isFixed}
            value={draft.missing}
            onChange={(missing) => change({ missing })}
            options={(['allow', 'refuse'] as const).map((value) => ({ value, label: t(`cards.missingChoice.${value}`) }))}
          />
        )}
      </div>
    </Section>
  )
}

function CapFields({ draft, change, isFixed, profiles }: FieldsProps & { profiles: readonly Schema<'ComplianceProfile'>[] }) {
  const { t } = useTranslation('settings')
  const chosen = profiles.find((p) => p.code === draft.profile)
  const cap = (fen: number | null | undefined) => (fen ? formatFenShort(fen) : t('cards.noCap'))
  return (
    <Section title={t('cards.caps')} note={t('cards.capsNote')} card>
      <SelectField
        label={t('cards.profile')}
        note={t('cards.capsOf', { named: cap(chosen?.namedCapFen), unnamed: cap(chosen?.unnamedCapFen) })}
        disabled={isFixed}
        value={draft.profile}
        onChange={(profile) => change({ profile })}
        options={profiles.map((p) => ({ value: p.code, label: t([`cards.profiles.${p.code}`, 'cards.profiles.other'], { code: p.code }) }))}
      />
    </Section>
  )
}

function NumberFields({ draft, change, isFixed, errorOf }: FieldsProps) {
  const { t } = useTranslation('settings')
  const example = `${draft.prefix}${'0'.repeat(Math.max(0, Math.min(10, Number(draft.digits) || 0) - 3))}128`
  return (
    <Section title={t('cards.numbers')} note={t('cards.numbersNote', { example })} card>
      <div className={form.pair}>
        <TextField
          label={t('cards.prefix')}
          maxLength={4}
          disabled={isFixed}
          value={draft.prefix}
          error={errorOf('prefix')}
          onChange={(prefix) => change({ prefix: prefix.toUpperCase() })}
        />
        <NumberField
          label={t('cards.digits')}
          maxLength={2}
          disabled={isFixed}
          value={draft.digits}
          error={errorOf('digits')}
          onChange={(digits) => change({ digits })}
        />
      </div>
    </Section>
  )
}
