import { useMutation } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../components/inputs.tsx'
import { Money } from '../../components/money.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { giftCodeOf } from '../cards/held-out.ts'
import { PIN_LENGTH, PinEntry } from '../cards/pin-entry.tsx'
import styles from './dialogs.module.css'
import type { Needed, Proof } from './proofs.ts'
import { useMemberName } from './queries.ts'

interface ProofDialogProps extends Needed {
  storeId: string
  onProof: (proof: Proof) => void
  onClose: () => void
}

/** The holder consents to what this bill takes: a member types the PIN, a gift card is read by its code once more. */
export function ProofDialog({ memberId, needs, storeId, onProof, onClose }: ProofDialogProps) {
  const { t } = useTranslation('desk')
  const name = useMemberName(memberId)
  const { kind, amountFen } = needs
  const known = kind === 'gift_code' ? giftCodeOf(memberId) : undefined
  const [secret, setSecret] = useState('')
  const prove = useMutation({
    mutationFn: (typed: string) =>
      answer(
        api.POST('/api/members/{memberId}/pin-proofs', {
          params: { path: { memberId } },
          body: { storeId, limitFen: amountFen, secret: kind === 'pin' ? { kind, pin: typed } : { kind, code: typed } },
        }),
      ),
    onSuccess: ({ id, limitFen }) => onProof({ id, memberId, limitFen }),
    onError: () => setSecret(''),
  })
  const { mutate } = prove
  const isAsked = useRef(false)
  useEffect(() => {
    // The code came to the desk with the card: nobody has to type it again.
    if (!known || isAsked.current) return
    isAsked.current = true
    mutate(known)
  }, [known, mutate])
  const isWhole = kind === 'pin' ? secret.length === PIN_LENGTH : secret.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isWhole && !prove.isPending) mutate(secret.trim())
  }
  return (
    <Modal open title={t(`proof.${kind}`)} footer={null} width={400} onCancel={onClose} destroyOnHidden>
      <form className={styles.stack} onSubmit={submit}>
        <div className={styles.attention}>
          <span>{name && kind === 'pin' ? t('proof.takesFrom', { name }) : t('proof.takes')}</span>
          <Money fen={amountFen} size="large" />
        </div>
        <ProblemAlert error={prove.error} />
        {kind === 'pin' ? (
          <PinEntry label={t('proof.pinLabel')} note={t('proof.byMember')} value={secret} onChange={setSecret} />
        ) : (
          <TextField label={t('proof.codeLabel')} autoFocus maxLength={40} value={secret} onChange={setSecret} />
        )}
        <Button type="primary" size="large" block htmlType="submit" disabled={!isWhole} loading={prove.isPending}>
          {t('proof.give')}
        </Button>
      </form>
    </Modal>
  )
}
