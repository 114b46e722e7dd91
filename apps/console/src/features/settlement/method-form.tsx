import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Radio from 'antd/es/radio'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SelectField } from '../../components/inputs.tsx'
import { SideForm } from '../../components/side-form.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { useToday } from '../session/session-context.tsx'
import { monthsFrom } from './months.ts'
import styles from './settlement.module.css'

type Method = Schema<'Settlement'>['method']
const methods: readonly Method[] = ['liability', 'benefit']

/** How stores settle, from which month on; each way with the same card in figures. */
export function MethodForm({ settlement, onClose }: { settlement: Schema<'Settlement'>; onClose: () => void }) {
  const { t } = useTranslation('settlement')
  const queryClient = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const choices = monthsFrom(settlement.firstOpenMonth, useToday().slice(0, 7))
  const [month, setMonth] = useState(choices[0] ?? '')
  const [method, setMethod] = useState<Method>(settlement.method)
  const save = useMutation({
    mutationFn: () => answer(api.PUT('/api/settlement/methods/{month}', { params: { path: { month } }, body: { method } })),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['settlement'] })
      onClose()
    },
  })
  return (
    <SideForm
      title={t('chooseMethod')}
      form={form}
      error={save.error}
      isDirty={method !== settlement.method}
      isSaving={save.isPending}
      onSave={() => save.mutate()}
      onClose={onClose}
    >
      <Radio.Group className={styles.methods} value={method} onChange={(e) => setMethod(e.target.value as Method)}>
        {methods.map((value) => (
          <Radio key={value} value={value} className={styles.method}>
            <strong>{t(`method.${value}.name`)}</strong>
            <p>{t(`method.${value}.about`)}</p>
          </Radio>
        ))}
      </Radio.Group>
      <SelectField
        label={t('from')}
        note={t('fromNote')}
        value={month}
        onChange={setMonth}
        options={choices.map((value) => ({ value, label: value }))}
      />
    </SideForm>
  )
}
