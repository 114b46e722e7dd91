import { useMutation, useQuery } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../lib/api.ts'
import { roleName } from '../lib/role-name.ts'
import { EmptyState } from './empty-state.tsx'
import { PinEntry, PinPeople } from './pin-entry.tsx'
import styles from './pin-pad.module.css'
import { ProblemAlert } from './problem-alert.tsx'
import { Bones } from './skeletons.tsx'

interface ApprovalDialogProps {
  storeId: string
  act: 'discount' | 'refund' | 'void' | 'price_raise' | 'forfeit' | 'variance'
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
      <PinPeople
        label={t('approval.who')}
        people={people.map(({ staffId, name, roles }) => ({ staffId, name, about: roles.map((role) => roleName(t, role)).join(' · ') }))}
        chosen={approverId}
        onChoose={setChosen}
      />
      <PinEntry value={pin} onChange={setPin} note={t('approval.pinHint')} />
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
