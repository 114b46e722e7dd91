import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApprovalDialog } from '../../components/approval-dialog.tsx'
import { AreaField } from '../../components/inputs.tsx'
import { Money } from '../../components/money.tsx'
import { type Fact, Facts } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { formatFen } from '../../lib/money.ts'
import type { Schema } from '../../lib/schema.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useSendOnce } from '../../lib/use-send-once.ts'
import { usePrintWish } from '../printing/till-printing.ts'
import { can } from '../session/abilities.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { ReasonChoice, type ReasonCode } from './reason-choice.tsx'
import styles from './tickets.module.css'
import { useTenderName } from './who.tsx'

type Ticket = Schema<'Ticket'>

/** Undoes a whole bill of today: everything goes back where it came from. Who may not do it alone asks a colleague first. */
export function VoidDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation('tickets')
  const { session } = useWorkplace()
  const tenderName = useTenderName()
  const mayAlone = can(session, 'void', 'Ticket')
  const [reason, setReason] = useState<ReasonCode>('mistake')
  const [note, setNote] = useState('')
  const [isAsking, setAsking] = useState(false)
  const { mutation, submit } = useVoid(ticket, onClose)
  const errors = useFieldErrors(mutation.error)
  const totalFen = ticket.totalFen ?? 0
  const send = (approvalId: string | null) => submit({ reasonCode: reason, note: note.trim(), approvalId })
  const go = () => {
    if (!errors.check({ note: reason === 'other' && note.trim() === '' && t('refund.noteMissing') })) return
    if (mayAlone) send(null)
    else setAsking(true)
  }
  if (isAsking) {
    return (
      <ApprovalDialog
        storeId={ticket.storeId}
        act="void"
        limit={{ fen: totalFen }}
        summary={t('void.approvalSummary', { number: ticket.number, fen: totalFen })}
        onClose={() => setAsking(false)}
        onApproved={(id) => {
          setAsking(false)
          send(id)
        }}
      />
    )
  }
  return (
    <Modal
      open
      title={t('void.title', { number: ticket.number })}
      width={460}
      okText={mayAlone ? t('void.confirm', { amount: formatFen(totalFen) }) : t('void.askColleague')}
      okButtonProps={{ danger: true }}
      confirmLoading={mutation.isPending}
      mask={{ closable: false }}
      onOk={go}
      onCancel={onClose}
    >
      <form ref={errors.form} className={styles.stack} onSubmit={(e) => e.preventDefault()}>
        <p>{t('void.about')}</p>
        <Facts
          facts={ticket.tenders
            .filter((e) => e.amountFen > 0)
            .map(
              (e): Fact => ({
                key: e.id,
                label: t('sheet.by', { way: tenderName(e, ticket.memberId) }),
                value: <Money fen={e.amountFen} tone="strong" />,
              }),
            )}
        />
        <ReasonChoice value={reason} onChange={setReason} />
        <AreaField label={t('note')} value={note} onChange={setNote} maxLength={300} error={errors.of('note')} />
        <ProblemAlert error={errors.rest} />
      </form>
    </Modal>
  )
}

function useVoid(ticket: Ticket, onClose: () => void) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const wish = usePrintWish(ticket.storeId)
  return useSendOnce(
    (body: { reasonCode: ReasonCode; note: string; approvalId: string | null }, key) => {
      const print = wish()
      return answer(
        api.POST('/api/tickets/{ticketId}/void', {
          params: { path: { ticketId: ticket.id } },
          body: { ...body, ...(print ? { print } : {}) },
          headers: { 'Idempotency-Key': key },
        }),
      )
    },
    (refund) => {
      onClose()
      for (const key of ['tickets', 'wallet', 'statement', 'member', 'receipt', 'liability', 'deposits'])
        void queryClient.invalidateQueries({ queryKey: [key] })
      void navigate({ to: '/refunds/$refundId', params: { refundId: refund.id } })
    },
  )
}
