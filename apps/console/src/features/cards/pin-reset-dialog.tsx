import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Modal from 'antd/es/modal'
import Segmented from 'antd/es/segmented'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NumberField, SelectField, TextField } from '../../components/inputs.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import styles from './cards.module.css'
import { PIN_LENGTH } from './pin-entry.tsx'

const reasons = ['forgotten', 'locked', 'exposed', 'other'] as const

interface Draft {
  reason: (typeof reasons)[number]
  identity: 'phone_last4' | 'document'
  last4: string
  pin: string
  staffPin: string
}

/** Another PIN without the old one: the shop checks who asks, and whoever does it types their own PIN again. */
export function PinResetDialog({ memberId, storeId, onClose }: { memberId: string; storeId: string; onClose: () => void }) {
  const { t } = useTranslation(['cards', 'common'])
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState<Draft>({ reason: 'forgotten', identity: 'phone_last4', last4: '', pin: '', staffPin: '' })
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const save = useMutation({
    mutationFn: ({ reason, identity, last4, pin, staffPin }: Draft) =>
      answer(
        api.POST('/api/members/{memberId}/pin-reset', {
          params: { path: { memberId } },
          body: { storeId, reason, pin, staffPin, identity: identity === 'document' ? { kind: identity } : { kind: identity, last4 } },
        }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['cards', memberId] })
      onClose()
    },
    onError: () => change({ staffPin: '' }),
  })
  const errors = useFieldErrors(save.error, { identity_unproven: 'last4', pin_wrong: 'staffPin' })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    const isWell = errors.check({
      last4: draft.identity === 'phone_last4' && draft.last4.length !== 4 && t('pin.last4Wrong'),
      pin: draft.pin.length !== PIN_LENGTH && t('pin.sixDigits'),
      staffPin: draft.staffPin.length < 4 && t('pin.staffPinMissing'),
    })
    if (isWell && !save.isPending) save.mutate(draft)
  }
  return (
    <Modal
      open
      title={t('pin.reset')}
      width={440}
      okText={t('pin.resetDo')}
      confirmLoading={save.isPending}
      onOk={() => submit()}
      onCancel={onClose}
    >
      <form ref={errors.form} className={styles.stack} onSubmit={submit} noValidate>
        <SelectField
          label={t('reason')}
          value={draft.reason}
          onChange={(reason) => change({ reason })}
          options={reasons.map((value) => ({ value, label: t(`pin.reason.${value}`) }))}
        />
        <Identity draft={draft} change={change} error={errors.of('last4')} />
        <TextField
          label={t('pin.newPin')}
          note={t('pin.byMember')}
          type="password"
          inputMode="numeric"
          maxLength={PIN_LENGTH}
          value={draft.pin}
          error={errors.of('pin')}
          onChange={(text) => change({ pin: text.replaceAll(/\D/g, '') })}
        />
        <TextField
          label={t('pin.staffPin')}
          note={t('pin.staffPinNote')}
          type="password"
          inputMode="numeric"
          maxLength={8}
          value={draft.staffPin}
          error={errors.of('staffPin')}
          onChange={(text) => change({ staffPin: text.replaceAll(/\D/g, '') })}
        />
        <ProblemAlert error={errors.rest} />
      </form>
    </Modal>
  )
}

/** How the shop knows who asks; the digits are compared by the server, and shown to nobody. */
function Identity({ draft, change, error }: { draft: Draft; change: (part: Partial<Draft>) => void; error: string | undefined }) {
  const { t } = useTranslation('cards')
  return (
    <>
      <Segmented
        block
        aria-label={t('pin.identity')}
        value={draft.identity}
        onChange={(identity) => change({ identity })}
        options={(['phone_last4', 'document'] as const).map((value) => ({ value, label: t(`pin.identityBy.${value}`) }))}
      />
      {draft.identity === 'phone_last4' ? (
        <NumberField
          label={t('pin.last4')}
          note={t('pin.last4Note')}
          maxLength={4}
          value={draft.last4}
          error={error}
          onChange={(last4) => change({ last4 })}
        />
      ) : (
        <p className={styles.soft}>{t('pin.documentNote')}</p>
      )}
    </>
  )
}
