import { useMutation, useQuery } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../lib/api.ts'
import { roleName } from '../lib/role-name.ts'
import { EmptyState } from './empty-state.tsx'
import { Field } from './field.tsx'
import styles from './pin-pad.module.css'
import { PinPad } from './pin-pad.tsx'
import { ProblemAlert } from './problem-alert.tsx'
import { Bones } from './skeletons.tsx'

interface ApprovalDialogProps {
  storeId: string
  act: 'discount' | 'refund' | 'void' | 'price_raise' | 'forfeit'
  /** How much is asked for: the approval covers no more than this. */
  limit: { bp: number } | { fen: number }
  /** What the approver is asked to consent to, in figures. */
  summary: ReactNode
  onApproved: (approvalId: string) => void
  onClose: () => void
}

/** Another person's consent by PIN, for one act. The server knows who may, and that nobody approves their own. */
export function ApprovalDialog(props: ApprovalDialogProps) {
  const { t } = useTranslation('common')
  return (
    <Modal open title={t('approval.title')} footer={null} width={400} onCancel={props.onClose} destroyOnHidden>
      <ApprovalForm {...props} />
    </Modal>
  )
}

function ApprovalForm({ storeId, act, limit, summary, onApproved }: ApprovalDialogProps) {
  const { t } = useTranslation('common')
  const approvers = useQuery({
    queryKey: ['approvers', storeId, act],
    queryFn: () => answer(api.GET('/api/approvers', { params: { query: { storeId, act } } })),
  })
  const [chosen, setChosen] = useState<string>()
  const [pin, setPin] = useState('')
  const people = approvers.data?.items ?? []
  const approverId = chosen ?? people[0]?.staffId
  const approve = useMutation({
    mutationFn: (id: string) => answer(api.POST('/api/approvals', { body: { storeId, approverId: id, pin, ...asked(act, limit) } })),
    onSuccess: ({ id }) => onApproved(id),
    onError: () => setPin(''),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (approverId && pin && !approve.isPending) approve.mutate(approverId)
  }
  if (approvers.isPending) return <Bones heights={[48, 44, 44, 180]} />
  if (approvers.data && people.length === 0) return <EmptyState title={t('approval.nobody')} hint={t('approval.nobodyHint')} />
  return (
    <form className={styles.approval} onSubmit={submit}>
      <div className={styles.summary}>{summary}</div>
      <ProblemAlert error={approvers.error ?? approve.error} />
      <div className={styles.people} role="toolbar" aria-label={t('approval.who')}>
        {people.map((person) => (
          <button
            key={person.staffId}
            type="button"
            aria-pressed={person.staffId === approverId}
            className={styles.person}
            onClick={() => setChosen(person.staffId)}
          >
            {person.name} <span>{person.roles.map((role) => roleName(t, role)).join(' · ')}</span>
          </button>
        ))}
      </div>
      <Field label={t('approval.pin')} note={t('approval.pinHint')}>
        {({ status: _, ...control }) => (
          <Input
            {...control}
            size="large"
            type="password"
            inputMode="numeric"
            autoComplete="off"
            autoFocus
            maxLength={8}
            value={pin}
            onChange={(e) => setPin(e.target.value.replace(/\D/g, ''))}
          />
        )}
      </Field>
      <PinPad value={pin} onChange={setPin} />
      <Button type="primary" size="large" htmlType="submit" block disabled={pin.length < 4} loading={approve.isPending}>
        {t('approval.give')}
      </Button>
    </form>
  )
}

/** A discount is held against basis points, everything else against an amount. */
function asked(act: ApprovalDialogProps['act'], limit: ApprovalDialogProps['limit']) {
  if (act === 'discount') return { act, bp: 'bp' in limit ? limit.bp : 0 } as const
  return { act, fen: 'fen' in limit ? limit.fen : 0 } as const
}
