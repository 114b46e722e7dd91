import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../components/inputs.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import styles from './prepaid-refunds.module.css'
import { refreshAfterRefund } from './queries.ts'

/** The member keeps what is left after all; the request stays on record with the reason. */
export function CancelDialog({ requestId, onClose }: { requestId: string; onClose: () => void }) {
  const { t } = useTranslation(['prepaid', 'common'])
  const queryClient = useQueryClient()
  const [reason, setReason] = useState('')
  const cancel = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/prepaid-refunds/{requestId}/cancellation', {
          params: { path: { requestId } },
          body: { reason: reason.trim() },
        }),
      ),
    onSuccess: () => {
      refreshAfterRefund(queryClient)
      onClose()
    },
  })
  return (
    <Modal
      open
      title={t('request.cancelTitle')}
      width={440}
      okText={t('request.cancelConfirm')}
      cancelText={t('common:back')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      confirmLoading={cancel.isPending}
      onOk={() => cancel.mutate()}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <p>{t('request.cancelHint')}</p>
        <TextField label={t('request.cancelReason')} value={reason} maxLength={200} autoFocus onChange={setReason} />
        <ProblemAlert error={cancel.error} />
      </div>
    </Modal>
  )
}
