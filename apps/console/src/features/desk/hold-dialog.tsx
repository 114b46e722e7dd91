import { useMutation } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import AntApp from 'antd/es/app'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { cartOf } from './cart.ts'
import { useDesk } from './desk-context.tsx'
import styles from './dialogs.module.css'
import { RenewButton } from './renew-button.tsx'

/** Puts the bill aside on the server, under a word by which it will be found again. */
export function HoldDialog() {
  const { t } = useTranslation('desk')
  const { state, storeId, tillId, putAside, close } = useDesk()
  const { message } = AntApp.useApp()
  const [label, setLabel] = useState('')
  const hold = useMutation({
    mutationFn: () =>
      answer(
        api.PUT('/api/tickets/{ticketId}', {
          params: { path: { ticketId: state.ticketId } },
          headers: { 'If-Match': `"${state.heldVersion}"` },
          body: { cart: cartOf(state, { storeId, tillId }), label: label.trim() },
        }),
      ),
    onSuccess: () => {
      putAside()
      close()
      void message.success(t('hold.done'))
    },
  })
  // Name and phone of somebody who is no member are sealed with their deposit, and do not lie in a held bill.
  const isKept = state.lines.some((line) => line.deposit?.contact !== undefined)
  const submit = () => {
    if (!hold.isPending && !isKept) hold.mutate()
  }
  return (
    <Modal
      open
      title={t('command.hold')}
      width={400}
      okText={t('hold.do')}
      okButtonProps={{ disabled: isKept }}
      onCancel={close}
      onOk={submit}
      confirmLoading={hold.isPending}
    >
      <div className={styles.stack}>
        {isKept && (
          <div className={styles.attention} role="alert">
            {t('hold.depositContact')}
          </div>
        )}
        <Field label={t('hold.label')} note={t('hold.note')}>
          {({ status: _, ...control }) => (
            <Input
              {...control}
              size="large"
              autoFocus
              maxLength={40}
              value={label}
              onChange={(e) => setLabel(e.target.value)}
              onPressEnter={submit}
            />
          )}
        </Field>
        <ProblemAlert error={hold.error} action={<RenewButton error={hold.error} onRenewed={hold.reset} />} />
      </div>
    </Modal>
  )
}
