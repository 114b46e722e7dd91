import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Checkbox from 'antd/es/checkbox'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NumberField, SelectField, TextField } from '../../components/inputs.tsx'
import form from '../../components/side-form.module.css'
import { SideForm } from '../../components/side-form.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { parsePercent } from '../settings/role-limits.tsx'
import { REASON_GROUPS } from './ask-draft.ts'
import { ratesQuery, rulesQuery } from './queries.ts'

type RuleSet = Schema<'RefundRuleSet'>
type Params = RuleSet['params']
type RateKind = Schema<'NewInterestRate'>['kind']

const causes = ['merchant', 'customer', 'neutral'] as const
const rateKinds: readonly RateKind[] = ['lpr_1y', 'deposit_1y']
const dayFields = ['coolingOffDays', 'payOutDays', 'wechatDays'] as const

/** The next version of the rules, beginning with what holds now. */
export function RuleForm({ from, onClose }: { from: RuleSet; onClose: () => void }) {
  const { t } = useTranslation(['prepaid', 'trade', 'common'])
  const queryClient = useQueryClient()
  const [params, setParams] = useState<Params>(from.params)
  const [days, setDays] = useState(() => Object.fromEntries(dayFields.map((f) => [f, String(from.params[f])])))
  const [effectiveFrom, setEffectiveFrom] = useState('')
  const [source, setSource] = useState('')
  const save = useMutation({
    mutationFn: () => {
      const counted = Object.fromEntries(dayFields.map((f) => [f, Number(days[f])])) as Pick<Params, (typeof dayFields)[number]>
      return answer(api.POST('/api/refund-rules', { body: { effectiveFrom, source: source.trim(), params: { ...params, ...counted } } }))
    },
    onSuccess: () => {
      void queryClient.invalidateQueries(rulesQuery)
      onClose()
    },
  })
  const errors = useFieldErrors(save.error)
  const submit = () => {
    const isWell = errors.check({
      effectiveFrom: effectiveFrom === '' && t('common:required'),
      source: source.trim() === '' && t('common:required'),
      ...Object.fromEntries(dayFields.map((f) => [`params.${f}`, days[f] === '' && t('common:required')])),
    })
    if (isWell) save.mutate()
  }
  return (
    <SideForm
      title={t('rules.publish')}
      form={errors.form}
      error={errors.rest}
      isDirty={effectiveFrom !== '' || source !== '' || params !== from.params}
      isSaving={save.isPending}
      saveText={t('rules.publishNow')}
      onSave={submit}
      onClose={onClose}
    >
      <TextField
        label={t('rules.fromHead')}
        note={t('rules.fromNote')}
        type="date"
        value={effectiveFrom}
        error={errors.of('effectiveFrom')}
        onChange={setEffectiveFrom}
      />
      <TextField
        label={t('rules.source')}
        note={t('rules.sourceNote')}
        value={source}
        maxLength={500}
        error={errors.of('source')}
        onChange={setSource}
      />
      <div className={form.pair}>
        {dayFields.map((field) => (
          <NumberField
            key={field}
            label={t(`rules.${field}`)}
            suffix={t('rules.dayUnit')}
            maxLength={3}
            value={days[field] ?? ''}
            error={errors.of(`params.${field}`)}
            onChange={(text) => setDays({ ...days, [field]: text })}
          />
        ))}
      </div>
      <ParamFields params={params} onChange={setParams} />
    </SideForm>
  )
}

/** Whose cause a reason is, which rate follows from it, and whether bonus bears its share. */
function ParamFields({ params, onChange }: { params: Params; onChange: (params: Params) => void }) {
  const { t } = useTranslation(['prepaid', 'trade'])
  return (
    <>
      <Checkbox checked={params.isBonusShared} onChange={(e) => onChange({ ...params, isBonusShared: e.target.checked })}>
        {t('rules.shareBonus')}
      </Checkbox>
      {causes.map((cause) => (
        <SelectField<RateKind>
          key={cause}
          label={t('rules.interest', { cause: t(`cause.${cause}`) })}
          value={params.interest[cause]}
          onChange={(kind) => onChange({ ...params, interest: { ...params.interest, [cause]: kind } })}
          options={rateKinds.map((value) => ({ value, label: t(`basis.${value}`) }))}
        />
      ))}
      {REASON_GROUPS.flatMap((g) => g.codes).map((code) => (
        <SelectField<(typeof causes)[number]>
          key={code}
          label={t(`trade:refundReason.${code}`)}
          value={params.causes[code]}
          onChange={(cause) => onChange({ ...params, causes: { ...params.causes, [code]: cause } })}
          options={causes.map((value) => ({ value, label: t(`cause.${value}`) }))}
        />
      ))}
    </>
  )
}

/** A published rate; one for a day that has one already is its correction. */
export function RateForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['prepaid', 'common', 'settings'])
  const queryClient = useQueryClient()
  const [kind, setKind] = useState<RateKind>('lpr_1y')
  const [effectiveFrom, setEffectiveFrom] = useState('')
  const [rate, setRate] = useState('')
  const [source, setSource] = useState('')
  const rateBp = parsePercent(rate)
  const save = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/interest-rates', { body: { kind, effectiveFrom, rateBp: rateBp ?? 0, source: source.trim() } })),
    onSuccess: () => {
      void queryClient.invalidateQueries(ratesQuery)
      onClose()
    },
  })
  const errors = useFieldErrors(save.error)
  const submit = () => {
    const isWell = errors.check({
      effectiveFrom: effectiveFrom === '' && t('common:required'),
      rateBp: (rate === '' || rateBp === null) && t('settings:limits.percentWrong'),
      source: source.trim() === '' && t('common:required'),
    })
    if (isWell) save.mutate()
  }
  return (
    <SideForm
      title={t('rates.record')}
      width={440}
      form={errors.form}
      error={errors.rest}
      isDirty={effectiveFrom !== '' || rate !== ''}
      isSaving={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      <SelectField<RateKind>
        label={t('rates.kind')}
        value={kind}
        onChange={setKind}
        options={rateKinds.map((value) => ({ value, label: t(`basis.${value}`) }))}
      />
      <TextField label={t('rates.from')} type="date" value={effectiveFrom} error={errors.of('effectiveFrom')} onChange={setEffectiveFrom} />
      <TextField
        label={t('rates.rate')}
        suffix="%"
        inputMode="decimal"
        maxLength={6}
        value={rate}
        error={errors.of('rateBp')}
        onChange={setRate}
      />
      <TextField
        label={t('rules.source')}
        note={t('rates.sourceNote')}
        value={source}
        maxLength={500}
        error={errors.of('source')}
        onChange={setSource}
      />
    </SideForm>
  )
}
