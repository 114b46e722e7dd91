import { useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApprovalDialog } from '../../components/approval-dialog.tsx'
import { AreaField, MoneyField, SelectField } from '../../components/inputs.tsx'
import { Money } from '../../components/money.tsx'
import { Facts } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { formatFen, parseYuan } from '../../lib/money.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useSendOnce } from '../../lib/use-send-once.ts'
import { Blockers } from './blockers.tsx'
import type { Counted } from './close-shift-page.tsx'
import { usualTakenFen } from './count.ts'
import { forgetShifts } from './queries.ts'
import { ReceiverFields, useReceiver } from './receiver-fields.tsx'
import styles from './shifts.module.css'

type Body = Schema<'ShiftClosing'>

interface Props {
  shift: Schema<'Shift'>
  counted: Counted
  onRecount: () => void
  onDone: (closed: Schema<'ClosedShift'>) => void
}

/** Count against books, what is taken away, who takes over; sent once. */
export function ClosingForm({ shift, counted, onRecount, onDone }: Props) {
  const { t } = useTranslation('shifts')
  const [reason, setReason] = useState('')
  const [taken, setTaken] = useState(() => String(usualTakenFen(counted.countedFen, shift.openingFloatFen) / 100))
  const [takenTo, setTakenTo] = useState<'safe' | 'bank'>('safe')
  const receiver = useReceiver(shift.storeId)
  const [isAsking, setAsking] = useState(false)
  const { mutation, submit } = useClose(shift.id, onDone)
  const errors = useFieldErrors(mutation.error, { variance_reason_needed: 'reason', taken_too_much: 'taken', pin_wrong: 'pin' })
  const { form } = errors
  useEffect(() => {
    // What comes next stands further down on a phone, and the keyboard goes on there everywhere.
    form.current?.querySelector<HTMLElement>('textarea, input')?.focus()
  }, [form])
  const takenFen = parseYuan(taken === '' ? '0' : taken)
  const send = (approvalId: string | null) => {
    if (takenFen === null) return
    submit({
      countId: counted.countId,
      reason: reason.trim(),
      approvalId,
      takenFen,
      takenTo: takenFen > 0 ? takenTo : null,
      receiver: receiver.value,
    })
  }
  const go = (event: FormEvent) => {
    event.preventDefault()
    const isWell = errors.check({
      reason: counted.needsReason && reason.trim() === '' && t('close.reasonMissing'),
      taken:
        (takenFen === null && t('open.amountWrong')) ||
        ((takenFen ?? 0) > counted.countedFen && t('close.takenWrong', { amount: formatFen(counted.countedFen) })),
      pin: receiver.isIncomplete && t('close.pinMissing'),
    })
    if (!isWell || mutation.isPending) return
    if (counted.needsApproval) setAsking(true)
    else send(null)
  }
  return (
    <form ref={errors.form} className={styles.stack} onSubmit={go} noValidate>
      <Verdict counted={counted} />
      {counted.varianceFen !== 0 && (
        <AreaField
          label={t('close.reason')}
          note={counted.needsApproval ? t('close.needsApproval') : t('close.reasonNote')}
          placeholder={t('close.reasonPlaceholder')}
          value={reason}
          maxLength={200}
          error={errors.of('reason')}
          onChange={setReason}
        />
      )}
      <div className={styles.pair}>
        <MoneyField label={t('close.taken')} value={taken} error={errors.of('taken')} onChange={setTaken} />
        <SelectField
          label={t('close.takenTo')}
          value={takenTo}
          onChange={setTakenTo}
          options={[
            { value: 'safe' as const, label: t('close.safe') },
            { value: 'bank' as const, label: t('close.bank') },
          ]}
        />
      </div>
      <Facts
        facts={[
          {
            key: 'left',
            label: t('close.left'),
            value: takenFen === null ? '—' : <Money fen={counted.countedFen - takenFen} tone="strong" />,
            isTotal: true,
          },
        ]}
      />
      <ReceiverFields receiver={receiver} pinError={errors.of('pin')} />
      <Refusal error={errors.rest} onRecount={onRecount} />
      <div className={styles.end}>
        <Button type="primary" size="large" htmlType="submit" loading={mutation.isPending}>
          {receiver.name === null ? t('close.submit') : t('close.submitHandover', { name: receiver.name })}
        </Button>
        <Button size="large" onClick={onRecount}>
          {t('close.again')}
        </Button>
      </div>
      {isAsking && (
        <ApprovalDialog
          storeId={shift.storeId}
          act="variance"
          limit={{ fen: Math.abs(counted.varianceFen) }}
          summary={t('close.approval', { label: shift.label, amount: formatFen(counted.varianceFen) })}
          onClose={() => setAsking(false)}
          onApproved={(id) => {
            setAsking(false)
            send(id)
          }}
        />
      )}
    </form>
  )
}

function Verdict({ counted }: { counted: Counted }) {
  const { t } = useTranslation('shifts')
  const { varianceFen } = counted
  const amount = formatFen(Math.abs(varianceFen))
  const words = varianceFen === 0 ? t('close.exact') : varianceFen > 0 ? t('close.over', { amount }) : t('close.short', { amount })
  return (
    <Facts
      facts={[
        { key: 'expected', label: t('close.expected'), value: <Money fen={counted.expectedFen} /> },
        { key: 'counted', label: t('close.counted'), value: <Money fen={counted.countedFen} /> },
        {
          key: 'variance',
          label: t('close.variance'),
          value: <span className={varianceFen === 0 ? styles.exact : styles.differs}>{words}</span>,
          isTotal: true,
        },
      ]}
    />
  )
}

/** Bills held meanwhile are listed with their way out; cash that moved asks for another count. */
function Refusal({ error, onRecount }: { error: unknown; onRecount: () => void }) {
  const { t } = useTranslation('shifts')
  const isMoved = isProblem(error, 'expected_changed') || isProblem(error, 'count_unknown')
  return (
    <>
      <ProblemAlert error={error} action={isMoved ? <Button onClick={onRecount}>{t('close.again')}</Button> : undefined} />
      {isProblem(error, 'close_blocked') && <Blockers items={error.params.blockers as Schema<'CloseBlocker'>[]} />}
    </>
  )
}

function useClose(shiftId: string, onDone: (closed: Schema<'ClosedShift'>) => void) {
  const queryClient = useQueryClient()
  return useSendOnce(
    (body: Body, key) =>
      answer(
        api.POST('/api/shifts/{shiftId}/closing', {
          params: { path: { shiftId } },
          body,
          headers: { 'Idempotency-Key': key },
        }),
      ),
    (closed) => {
      onDone(closed)
      forgetShifts(queryClient)
    },
  )
}
