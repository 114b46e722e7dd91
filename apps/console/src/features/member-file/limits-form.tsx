import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyField, NumberField } from '../../components/inputs.tsx'
import { SideForm } from '../../components/side-form.tsx'
import { parseYuan } from '../../lib/money.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import styles from './member-file.module.css'

interface Limits {
  dailyLimitFen: number | null
  dailyLimitSessions: number | null
  monthlyLimitFen: number | null
}

interface LimitsFormProps {
  title: string
  note: string
  limits: Limits
  save: (limits: Limits) => Promise<unknown>
  onClose: () => void
}

const yuanOf = (fen: number | null) => (fen === null ? '' : String(fen / 100))

/** How much a day and a month; empty is without limit. */
export function LimitsForm({ title, note, limits, save, onClose }: LimitsFormProps) {
  const { t } = useTranslation(['memberfile', 'common'])
  const queryClient = useQueryClient()
  const [money, setMoney] = useState(yuanOf(limits.dailyLimitFen))
  const [monthly, setMonthly] = useState(yuanOf(limits.monthlyLimitFen))
  const [sessions, setSessions] = useState(limits.dailyLimitSessions === null ? '' : String(limits.dailyLimitSessions))
  const fen = money.trim() === '' ? null : parseYuan(money)
  const monthFen = monthly.trim() === '' ? null : parseYuan(monthly)
  const send = useMutation({
    mutationFn: () =>
      save({ dailyLimitFen: fen, dailyLimitSessions: sessions === '' ? null : Number(sessions), monthlyLimitFen: monthFen }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['household'] })
      onClose()
    },
  })
  const errors = useFieldErrors(send.error)
  const submit = () => {
    const isWell = errors.check({
      dailyLimitFen: money.trim() !== '' && fen === null && t('household.moneyWrong'),
      monthlyLimitFen: monthly.trim() !== '' && monthFen === null && t('household.moneyWrong'),
    })
    if (isWell) send.mutate()
  }
  return (
    <SideForm
      title={title}
      width={420}
      form={errors.form}
      error={errors.rest}
      isDirty={money !== '' || monthly !== '' || sessions !== ''}
      isSaving={send.isPending}
      onSave={submit}
      onClose={onClose}
    >
      <p className={styles.soft}>{note}</p>
      <MoneyField
        label={t('household.moneyADay')}
        value={money}
        error={errors.of('dailyLimitFen')}
        placeholder={t('household.noLimit')}
        onChange={setMoney}
      />
      <MoneyField
        label={t('household.moneyAMonth')}
        value={monthly}
        error={errors.of('monthlyLimitFen')}
        placeholder={t('household.noLimit')}
        onChange={setMonthly}
      />
      <NumberField
        label={t('household.sessionsADay')}
        value={sessions}
        maxLength={4}
        placeholder={t('household.noLimit')}
        error={errors.of('dailyLimitSessions')}
        onChange={setSessions}
      />
    </SideForm>
  )
}
