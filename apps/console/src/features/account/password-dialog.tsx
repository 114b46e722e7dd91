import Modal from 'antd/es/modal'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../components/inputs.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import form from '../../components/side-form.module.css'
import { useFieldErrors } from '../../lib/use-field-errors.ts'

interface PasswordDialogProps {
  title: string
  note?: string
  action: string
  isDanger?: boolean
  error: unknown
  isPending: boolean
  onConfirm: (currentPassword: string) => void
  onClose: () => void
}

/** Asks for the password once more before a way in is made or taken away: an open screen is not enough. */
export function PasswordDialog({ title, note, action, isDanger = false, error, isPending, onConfirm, onClose }: PasswordDialogProps) {
  const { t } = useTranslation(['account', 'common'])
  const [password, setPassword] = useState('')
  const errors = useFieldErrors(error, { password_wrong: 'currentPassword' })
  const confirm = (event?: FormEvent) => {
    event?.preventDefault()
    if (!isPending && errors.check({ currentPassword: password === '' && t('currentMissing') })) onConfirm(password)
  }
  return (
    <Modal
      open
      title={title}
      width={420}
      okText={action}
      cancelText={t('common:cancel')}
      okButtonProps={{ danger: isDanger, loading: isPending }}
      onOk={() => confirm()}
      onCancel={onClose}
      destroyOnHidden
    >
      <form ref={errors.form} className={form.stack} onSubmit={confirm} noValidate>
        {note && <p>{note}</p>}
        <ProblemAlert error={errors.rest} />
        <TextField
          label={t('currentPassword')}
          type="password"
          autoComplete="current-password"
          autoFocus
          value={password}
          error={errors.of('currentPassword')}
          onChange={setPassword}
        />
      </form>
    </Modal>
  )
}
