import { useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Modal from 'antd/es/modal'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../components/inputs.tsx'
import { Money } from '../../components/money.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useSendOnce } from '../../lib/use-send-once.ts'
import styles from './cards.module.css'

/** What is left on a gift card becomes the member's own. */
export function ClaimDialog({ memberId, storeId, onClose }: { memberId: string; storeId: string; onClose: () => void }) {
  const { t } = useTranslation(['cards', 'common'])
  const queryClient = useQueryClient()
  const [code, setCode] = useState('')
  const { mutation, submit } = useSendOnce(
    (body: { storeId: string; memberId: string; code: string }, key) =>
      answer(api.POST('/api/gift-claims', { body, headers: { 'Idempotency-Key': key } })),
    () => {
      for (const key of ['wallet', 'statement', 'transfers']) void queryClient.invalidateQueries({ queryKey: [key, memberId] })
      void queryClient.invalidateQueries({ queryKey: ['gift-cards'] })
    },
  )
  const errors = useFieldErrors(mutation.error, { gift_code_unknown: 'code' })
  const done = mutation.data
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    if (done) return onClose()
    if (errors.check({ code: code.trim() === '' && t('common:required') })) submit({ storeId, memberId, code: code.trim() })
  }
  return (
    <Modal
      open
      title={t('gift.claim')}
      width={440}
      okText={done ? t('common:close') : t('gift.claimDo')}
      confirmLoading={mutation.isPending}
      onOk={() => send()}
      onCancel={onClose}
    >
      {done ? (
        <p role="status" className={styles.done}>
          {t('gift.claimed')} <Money fen={done.valueFen} size="large" tone="strong" />
        </p>
      ) : (
        <form ref={errors.form} className={styles.stack} onSubmit={send} noValidate>
          <TextField
            label={t('gift.code')}
            note={t('gift.codeNote')}
            autoFocus
            maxLength={40}
            value={code}
            error={errors.of('code')}
            onChange={setCode}
          />
          <ProblemAlert error={errors.rest} />
        </form>
      )}
    </Modal>
  )
}
