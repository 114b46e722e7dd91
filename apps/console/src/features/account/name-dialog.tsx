import { useMutation } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Modal from 'antd/es/modal'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../components/inputs.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'

interface NameDialogProps {
  passkey: Schema<'Passkey'>
  onClose: () => void
  onSaved: () => void
}

/** What a passkey is called, so that the right one is removed when a phone is lost. */
export function NameDialog({ passkey, onClose, onSaved }: NameDialogProps) {
  const { t } = useTranslation(['security', 'common'])
  const [name, setName] = useState(passkey.name)
  const save = useMutation({
    mutationFn: () =>
      answer(api.PATCH('/api/session/passkeys/{passkeyId}', { params: { path: { passkeyId: passkey.id } }, body: { name: name.trim() } })),
    onSuccess: () => {
      onSaved()
      onClose()
    },
  })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (name.trim() !== '' && !save.isPending) save.mutate()
  }
  return (
    <Modal
      open
      title={t('passkey.rename')}
      width={420}
      okText={t('common:save')}
      cancelText={t('common:cancel')}
      okButtonProps={{ loading: save.isPending, disabled: name.trim() === '' }}
      onOk={() => submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <form onSubmit={submit}>
        <ProblemAlert error={save.error} />
        <TextField label={t('passkey.name')} note={t('passkey.nameNote')} autoFocus maxLength={60} value={name} onChange={setName} />
      </form>
    </Modal>
  )
}
