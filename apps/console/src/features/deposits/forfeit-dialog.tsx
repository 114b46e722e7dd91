import { useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApprovalDialog } from '../../components/approval-dialog.tsx'
import { TextField } from '../../components/inputs.tsx'
import { Money } from '../../components/money.tsx'
import { Facts } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { uuidv7 } from '../../lib/ids.ts'
import { formatFen } from '../../lib/money.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useSendOnce } from '../../lib/use-send-once.ts'
import { useCan } from '../session/session-context.tsx'
import { useDrawer } from '../shifts/use-drawer.ts'
import { whoOf } from './deposit-words.tsx'
import styles from './deposits.module.css'
import type { DepositRow } from './queries.ts'

interface ForfeitDialogProps {
  deposit: DepositRow
  onDone: (ticketId: string) => void
  onClose: () => void
}

/** Keeps earnest money of somebody who did not come: a bill of its own, with the reason; who may not alone asks a colleague first. */
export function ForfeitDialog({ deposit, onDone, onClose }: ForfeitDialogProps) {
  const { t } = useTranslation('deposits')
  const mayAlone = useCan('void', 'Ticket')
  const [reason, setReason] = useState('')
  const [isAsking, setAsking] = useState(false)
  const { mutation, submit } = useForfeit(deposit, onDone)
  const errors = useFieldErrors(mutation.error)
  const go = () => {
    if (!errors.check({ reason: reason.trim() === '' && t('forfeit.reasonMissing') })) return
    if (mayAlone) submit({ reason: reason.trim(), approvalId: null })
    else setAsking(true)
  }
  if (isAsking) {
    return (
      <ApprovalDialog
        storeId={deposit.storeId}
        act="forfeit"
        limit={{ fen: deposit.openFen }}
        summary={t('forfeit.approvalSummary', { who: whoOf(deposit), purpose: deposit.purpose, fen: deposit.openFen })}
        onClose={() => setAsking(false)}
        onApproved={(approvalId) => {
          setAsking(false)
          submit({ reason: reason.trim(), approvalId })
        }}
      />
    )
  }
  return (
    <Modal
      open
      title={t('forfeit.title')}
      width={460}
      okText={mayAlone ? t('forfeit.confirm', { amount: formatFen(deposit.openFen) }) : t('forfeit.askColleague')}
      okButtonProps={{ danger: true }}
      confirmLoading={mutation.isPending}
      mask={{ closable: false }}
      onOk={go}
      onCancel={onClose}
    >
      <form
        ref={errors.form}
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          go()
        }}
      >
        <p>{t('forfeit.about')}</p>
        <Facts
          facts={[
            { key: 'who', label: t('who'), value: whoOf(deposit) },
            { key: 'purpose', label: t('purpose'), value: deposit.purpose },
            { key: 'left', label: t('forfeit.amount'), value: <Money fen={deposit.openFen} tone="strong" />, isTotal: true },
          ]}
        />
        <TextField
          label={t('forfeit.reason')}
          placeholder={t('forfeit.reasonHint')}
          autoFocus
          maxLength={100}
          value={reason}
          error={errors.of('reason')}
          onChange={setReason}
        />
        <ProblemAlert error={errors.rest} />
      </form>
    </Modal>
  )
}

function useForfeit(deposit: DepositRow, onDone: (ticketId: string) => void) {
  const queryClient = useQueryClient()
  const { tillId } = useDrawer(deposit.storeId)
  // Made with the dialog: pressed again after a dead line it is the same bill.
  const [ticketId] = useState(uuidv7)
  return useSendOnce(
    (body: { reason: string; approvalId: string | null }, key) =>
      answer(
        api.POST('/api/deposits/{depositId}/forfeiture', {
          params: { path: { depositId: deposit.id } },
          body: { ...body, ticketId, tillId },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    () => {
      for (const key of ['deposits', 'tickets', 'shifts']) void queryClient.invalidateQueries({ queryKey: [key] })
      onDone(ticketId)
    },
  )
}
