import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Segmented from 'antd/es/segmented'
import Select from 'antd/es/select'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../components/inputs.tsx'
import { SideForm } from '../../components/side-form.tsx'
import { api } from '../../lib/api.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { levelsQuery } from '../members/queries.ts'
import { useWorkplace } from '../session/session-context.tsx'
import styles from './member-file.module.css'
import { type ConditionDraft, conditionOf, draftsOf, facts, needs, newCondition, type TagRule } from './rule-draft.ts'

const MAX_CONDITIONS = 8

export function RuleForm({ rule, onClose }: { rule: TagRule | null; onClose: () => void }) {
  const { t } = useTranslation(['memberfile', 'common'])
  const queryClient = useQueryClient()
  const [name, setName] = useState(rule?.tag.name ?? '')
  const [match, setMatch] = useState(rule?.match ?? 'all')
  const [drafts, setDrafts] = useState<ConditionDraft[]>(() => (rule ? draftsOf(rule.conditions) : [newCondition(0, 'last_visit')]))
  const conditions = drafts.flatMap((d) => conditionOf(d) ?? [])
  const isWhole = conditions.length === drafts.length
  const save = useMutation({
    mutationFn: () => {
      const made = { match, conditions }
      if (rule === null) return answer(api.POST('/api/tag-rules', { body: { name: name.trim(), ...made } }))
      return answer(
        api.PATCH('/api/tag-rules/{ruleId}', {
          params: { path: { ruleId: rule.id } },
          body: { name: name.trim(), rule: made },
          headers: { 'If-Match': `"${rule.version}"` },
        }),
      )
    },
    onSuccess: () => {
      for (const key of ['tag-rules', 'members', 'member', 'tags']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const errors = useFieldErrors(save.error, { tag_taken: 'name' })
  const submit = () => {
    const isWell = errors.check({
      name: name.trim() === '' && t('common:required'),
      conditions: !isWhole && t('rules.notWhole'),
    })
    if (isWell) save.mutate()
  }
  const set = (key: number, part: Partial<ConditionDraft>) => setDrafts(drafts.map((d) => (d.key === key ? { ...d, ...part } : d)))
  return (
    <SideForm
      title={rule?.tag.name ?? t('rules.add')}
      width={620}
      form={errors.form}
      error={errors.rest}
      isDirty={name !== (rule?.tag.name ?? '')}
      isSaving={save.isPending}
      aside={isWhole && <PreviewCount match={match} conditions={conditions} ruleId={rule?.id ?? null} />}
      onSave={submit}
      onClose={onClose}
    >
      <TextField
        label={t('rules.name')}
        value={name}
        maxLength={20}
        autoFocus
        placeholder={t('rules.nameHint')}
        error={errors.of('name')}
        onChange={setName}
      />
      <Segmented
        aria-label={t('rules.match')}
        value={match}
        onChange={setMatch}
        options={(['all', 'any'] as const).map((value) => ({ value, label: t(`rules.matches.${value}`) }))}
      />
      {drafts.map((draft) => (
        <ConditionRow
          key={draft.key}
          draft={draft}
          onChange={(part) => set(draft.key, part)}
          onRemove={drafts.length > 1 ? () => setDrafts(drafts.filter((d) => d.key !== draft.key)) : undefined}
        />
      ))}
      {errors.of('conditions') && <div role="alert">{errors.of('conditions')}</div>}
      {drafts.length < MAX_CONDITIONS && (
        <Button
          type="dashed"
          icon={<PlusOutlined />}
          onClick={() => setDrafts([...drafts, newCondition(Math.max(...drafts.map((d) => d.key)) + 1, 'visits')])}
        >
          {t('rules.addCondition')}
        </Button>
      )}
    </SideForm>
  )
}

type Conditions = TagRule['conditions']

/** How many it would be, while it is written. */
function PreviewCount({ match, conditions, ruleId }: { match: TagRule['match']; conditions: Conditions; ruleId: string | null }) {
  const { t } = useTranslation('memberfile')
  const asked = useDebounced(JSON.stringify({ match, conditions, ruleId }), 400)
  const preview = useQuery({
    queryKey: ['tag-rule-preview', asked],
    queryFn: () => answer(api.POST('/api/tag-rule-previews', { body: JSON.parse(asked) })),
    staleTime: 0,
  })
  return <strong role="status">{preview.data ? t('rules.preview', { count: preview.data.count }) : t('rules.counting')}</strong>
}

interface ConditionRowProps {
  draft: ConditionDraft
  onChange: (part: Partial<ConditionDraft>) => void
  onRemove: (() => void) | undefined
}

function ConditionRow({ draft, onChange, onRemove }: ConditionRowProps) {
  const { t } = useTranslation('memberfile')
  const { session } = useWorkplace()
  const levels = useQuery(levelsQuery)
  const { fact } = draft
  const named = fact === 'level' ? (levels.data?.items ?? []) : session.stores
  const digits = (text: string) => text.replace(/\D/g, '')
  return (
    <div className={styles.condition}>
      <Select
        aria-label={t('rules.fact')}
        value={fact}
        style={{ minWidth: 150 }}
        onChange={(value) => onChange(newCondition(draft.key, value))}
        options={facts.map((value) => ({ value, label: t(`rules.facts.${value}`) }))}
      />
      {(fact === 'visits' || fact === 'spend') && <Days draft={draft} onChange={onChange} label={t('rules.within')} />}
      {needs.op(fact) && (
        <Select
          aria-label={t('rules.op')}
          value={draft.op}
          onChange={(op) => onChange({ op })}
          options={(['at_least', 'at_most'] as const).map((value) => ({ value, label: t(`rules.ops.${value}`) }))}
        />
      )}
      {needs.count(fact) && (
        <Input
          aria-label={t('rules.times')}
          style={{ width: 110 }}
          suffix={t('rules.times')}
          inputMode="numeric"
          value={draft.value}
          onChange={(e) => onChange({ value: digits(e.target.value) })}
        />
      )}
      {needs.money(fact) && (
        <Input
          aria-label={t('rules.amount')}
          style={{ width: 130 }}
          prefix="￥"
          inputMode="decimal"
          value={draft.value}
          onChange={(e) => onChange({ value: e.target.value })}
        />
      )}
      {needs.days(fact) && fact !== 'visits' && fact !== 'spend' && <Days draft={draft} onChange={onChange} label={t('rules.days')} />}
      {needs.ids(fact) && (
        <Select
          aria-label={t(`rules.facts.${fact}`)}
          mode="multiple"
          style={{ minWidth: 200, flex: 1 }}
          value={draft.ids}
          onChange={(ids: string[]) => onChange({ ids })}
          options={named.map((x) => ({ value: x.id, label: x.name }))}
        />
      )}
      {onRemove && <Button type="text" icon={<DeleteOutlined />} aria-label={t('rules.removeCondition')} onClick={onRemove} />}
    </div>
  )
}

function Days({ draft, onChange, label }: { draft: ConditionDraft; onChange: ConditionRowProps['onChange']; label: string }) {
  const { t } = useTranslation('memberfile')
  return (
    <Input
      aria-label={label}
      style={{ width: 130 }}
      suffix={t('rules.dayUnit')}
      inputMode="numeric"
      maxLength={4}
      value={draft.days}
      onChange={(e) => onChange({ days: e.target.value.replace(/\D/g, '') })}
    />
  )
}
