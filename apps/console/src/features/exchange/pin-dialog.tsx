import { useMutation } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { PIN_LENGTH, PinEntry } from '../cards/pin-entry.tsx'
import styles from '../tickets/tickets.module.css'

interface PinDialogProps {
  storeId: string
  memberId: string
  amountFen: number
  onProven: (proofId: string, fen: number) => void
  onClose: () => void
}

/** The member consents to what the new goods take from the card. */
export function PinDialog({ storeId, memberId, amountFen, onProven, onClose }: PinDialogProps) {
  const { t } = useTranslation('desk')
  const [pin, setPin] = useState('')
  const prove = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/members/{memberId}/pin-proofs', {
          params: { path: { memberId } },
          body: { storeId, limitFen: amountFen, secret: { kind: 'pin', pin } },
        }),
      ),
    onSuccess: ({ id, limitFen }) => onProven(id, limitFen),
    onError: () => setPin(''),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (pin.length === PIN_LENGTH && !prove.isPending) prove.mutate()
  }
  return (
    <Modal open title={t('proof.pin')} footer={null} width={400} onCancel={onClose} destroyOnHidden>
      <form className={styles.stack} onSubmit={submit}>
        <div className={styles.callout}>
          {t('proof.takes')} <Money fen={amountFen} size="large" />
        </div>
        <ProblemAlert error={prove.error} />
        <PinEntry label={t('proof.pinLabel')} note={t('proof.byMember')} value={pin} onChange={setPin} />
        <Button type="primary" size="large" block htmlType="submit" disabled={pin.length !== PIN_LENGTH} loading={prove.isPending}>
          {t('proof.give')}
        </Button>
      </form>
    </Modal>
  )
}
