import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AreaField, SelectField, TextField } from '../../components/inputs.tsx'
import { SideForm } from '../../components/side-form.tsx'
import { api } from '../../lib/api.ts'
import { addDays } from '../../lib/days.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useToday, useWorkplace } from '../session/session-context.tsx'
import styles from './member-file.module.css'
import { colleaguesQuery } from './queries.ts'

interface StepDraft {
  key: number
  itemId: string | undefined
  note: string
  dueOn: string
}

const EVERY_DAYS = 14

interface CarePlanFormProps {
  member: Schema<'Member'>
  /** The newest one, whose advice is a good beginning. */
  assessment: Schema<'Assessment'> | undefined
  onClose: () => void
}

export function CarePlanForm({ member, assessment, onClose }: CarePlanFormProps) {
  const { t } = useTranslation('memberfile')
  const { store } = useWorkplace()
  const today = useToday()
  const queryClient = useQueryClient()
  const colleagues = useQuery(colleaguesQuery(store?.id ?? ''))
  const [title, setTitle] = useState(assessment ? t('care.planTitle', { what: assessment.template.name }) : '')
  const [aim, setAim] = useState(assessment?.advice ?? '')
  const [adviserId, setAdviserId] = useState<string | undefined>(member.adviser?.id)
  const [steps, setSteps] = useState<StepDraft[]>([{ key: 0, itemId: undefined, note: '', dueOn: addDays(today, EVERY_DAYS) }])
  const save = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/members/{memberId}/care-plans', {
          params: { path: { memberId: member.id } },
          body: {
            ...{ storeId: store?.id ?? '', title: title.trim(), aim: aim.trim() },
            assessmentId: assessment?.memberId === member.id ? assessment.id : null,
            adviserId: adviserId ?? null,
            steps: steps.map(({ itemId, note, dueOn }) => ({ itemId: itemId ?? null, note: note.trim(), dueOn })),
          },
        }),
      ),
    onSuccess: () => {
      for (const key of ['care-plans', 'due-care-steps']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const errors = useFieldErrors(save.error)
  const submit = () => {
    const isWell = errors.check({
      title: title.trim() === '' && t('care.titleMissing'),
      steps: steps.some((s) => s.dueOn === '' || (!s.itemId && s.note.trim() === '')) && t('care.stepMissing'),
    })
    if (isWell) save.mutate()
  }
  return (
    <SideForm
      title={t('care.plan')}
      width={680}
      form={errors.form}
      error={errors.rest}
      isDirty={aim !== '' || steps.some((s) => s.itemId !== undefined)}
      isSaving={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      <TextField label={t('care.titleLabel')} value={title} maxLength={60} error={errors.of('title')} onChange={setTitle} />
      <AreaField label={t('care.aim')} value={aim} maxLength={1000} onChange={setAim} />
      <SelectField
        label={t('adviser')}
        allowClear
        onClear={() => setAdviserId(undefined)}
        value={adviserId}
        onChange={setAdviserId}
        options={(colleagues.data?.items ?? []).filter((s) => s.isActive).map((s) => ({ value: s.id, label: s.name }))}
        search
      />
      <fieldset className={styles.question}>
        <legend>{t('care.steps')}</legend>
        <Steps steps={steps} onChange={setSteps} storeId={store?.id ?? ''} />
        {errors.of('steps') && <div role="alert">{errors.of('steps')}</div>}
      </fieldset>
    </SideForm>
  )
}

function Steps({ steps, onChange, storeId }: { steps: StepDraft[]; onChange: (steps: StepDraft[]) => void; storeId: string }) {
  const { t } = useTranslation('memberfile')
  const today = useToday()
  const catalog = useQuery({
    queryKey: ['catalog', storeId],
    queryFn: () => answer(api.GET('/api/catalog', { params: { query: { storeId } } })),
    staleTime: 60_000,
  })
  const items = (catalog.data?.items ?? []).filter((i) => i.kind === 'service' || i.kind === 'product')
  const set = (key: number, part: Partial<StepDraft>) => onChange(steps.map((s) => (s.key === key ? { ...s, ...part } : s)))
  const add = () => {
    const key = Math.max(...steps.map((s) => s.key)) + 1
    onChange([...steps, { key, itemId: steps.at(-1)?.itemId, note: '', dueOn: addDays(today, EVERY_DAYS * (steps.length + 1)) }])
  }
  return (
    <div className={styles.steps}>
      {steps.map((step, index) => (
        <div key={step.key} className={styles.step}>
          <Input
            type="date"
            aria-label={t('care.dueOn', { step: index + 1 })}
            value={step.dueOn}
            onChange={(e) => set(step.key, { dueOn: e.target.value })}
          />
          <Select
            aria-label={t('care.item', { step: index + 1 })}
            allowClear
            placeholder={t('care.itemHint')}
            value={step.itemId}
            onChange={(itemId: string | undefined) => set(step.key, { itemId })}
            options={items.map((i) => ({ value: i.id, label: i.name }))}
            showSearch={{ optionFilterProp: 'label' }}
          />
          <Input
            aria-label={t('care.stepNote', { step: index + 1 })}
            placeholder={t('care.stepNoteHint')}
            maxLength={300}
            value={step.note}
            onChange={(e) => set(step.key, { note: e.target.value })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('care.removeStep', { step: index + 1 })}
            disabled={steps.length === 1}
            onClick={() => onChange(steps.filter((s) => s.key !== step.key))}
          />
        </div>
      ))}
      <Button type="dashed" icon={<PlusOutlined />} onClick={add}>
        {t('care.addStep')}
      </Button>
    </div>
  )
}
