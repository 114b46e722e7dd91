import { useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Modal from 'antd/es/modal'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyField, SelectField, TextField } from '../../components/inputs.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { parseYuan } from '../../lib/money.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useSendOnce } from '../../lib/use-send-once.ts'
import { forgetShifts } from './queries.ts'
import styles from './shifts.module.css'

type Body = Schema<'CashMove'>

const CODES = {
  in: ['float', 'bank', 'correction', 'other'],
  out: ['purchase', 'expense', 'delivery', 'bank', 'float', 'correction', 'other'],
} as const satisfies Record<Body['direction'], readonly Body['code'][]>

/** Petty cash: how much, what for. */
export function CashDialog({ shiftId, direction, onClose }: { shiftId: string; direction: 'in' | 'out'; onClose: () => void }) {
  const { t } = useTranslation('shifts')
  const queryClient = useQueryClient()
  const [amount, setAmount] = useState('')
  const [code, setCode] = useState<Body['code']>(CODES[direction][0])
  const [note, setNote] = useState('')
  const { mutation, submit } = useSendOnce(
    (body: Body, key) =>
      answer(
        api.POST('/api/shifts/{shiftId}/cash-movements', {
          params: { path: { shiftId } },
          body,
          headers: { 'Idempotency-Key': key },
        }),
      ),
    () => {
      forgetShifts(queryClient)
      onClose()
    },
  )
  const errors = useFieldErrors(mutation.error)
  const send = () => {
    const amountFen = parseYuan(amount)
    const isWell = errors.check({
      amountFen: !amountFen && t('cash.amountWrong'),
      note: code === 'other' && note.trim() === '' && t('cash.noteMissing'),
    })
    if (isWell && amountFen) submit({ direction, amountFen, code, note: note.trim() })
  }
  return (
    <Modal
      open
      title={t(`cash.${direction}`)}
      width={420}
      okText={t('cash.save')}
      confirmLoading={mutation.isPending}
      onOk={send}
      onCancel={onClose}
      destroyOnHidden
    >
      <form
        ref={errors.form}
        className={styles.stack}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          send()
        }}
        noValidate
      >
        <MoneyField label={t('cash.amount')} value={amount} autoFocus error={errors.of('amountFen')} onChange={setAmount} />
        <SelectField
          label={t('cash.why')}
          value={code}
          onChange={setCode}
          options={CODES[direction].map((value) => ({ value, label: t(`code.${value}`) }))}
        />
        <TextField label={t('cash.note')} value={note} maxLength={100} error={errors.of('note')} onChange={setNote} />
        <ProblemAlert error={errors.rest} />
        <button type="submit" hidden />
      </form>
    </Modal>
  )
}
