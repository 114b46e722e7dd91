import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { fieldError } from '../../lib/problems.ts'
import styles from './cards.module.css'
import { PIN_LENGTH, PinEntry } from './pin-entry.tsx'

interface SetPinProps {
  memberId: string
  storeId: string
  hasPin: boolean
  onDone: () => void
  onClose: () => void
}

type Step = 'current' | 'first' | 'again'

/** A PIN is typed twice, a change begins with the one before. One question at a time, as the member stands at the pad. */
export function SetPinDialog({ memberId, storeId, hasPin, onDone, onClose }: SetPinProps) {
  const { t } = useTranslation(['cards', 'common'])
  const queryClient = useQueryClient()
  const [step, setStep] = useState<Step>(hasPin ? 'current' : 'first')
  const [pins, setPins] = useState<Record<Step, string>>({ current: '', first: '', again: '' })
  const [isUnlike, setUnlike] = useState(false)
  const save = useMutation({
    mutationFn: (pin: string) =>
      answer(
        api.PUT('/api/members/{memberId}/pin', {
          params: { path: { memberId } },
          body: { storeId, pin, ...(hasPin ? { current: pins.current } : {}) },
        }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['cards', memberId] })
      void queryClient.invalidateQueries({ queryKey: ['quote'] })
      onDone()
    },
    onError: () => {
      setPins({ current: '', first: '', again: '' })
      setStep(hasPin ? 'current' : 'first')
    },
  })
  const pin = pins[step]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (pin.length !== PIN_LENGTH || save.isPending) return
    if (step === 'current') return setStep('first')
    if (step === 'first') return setStep('again')
    if (pins.again === pins.first) return save.mutate(pins.first)
    setUnlike(true)
    setPins({ ...pins, first: '', again: '' })
    setStep('first')
  }
  const refused = fieldError(t, save.error, 'pin') ? t('pin.tooEasy') : undefined
  return (
    <Modal open title={hasPin ? t('pin.change') : t('pin.set')} footer={null} width={400} onCancel={onClose} destroyOnHidden>
      <form className={styles.stack} onSubmit={submit}>
        {!refused && <ProblemAlert error={save.error} />}
        <PinEntry
          key={step}
          label={t(`pin.step.${step}`)}
          note={t('pin.byMember')}
          error={step === 'first' ? (isUnlike ? t('pin.unlike') : refused) : undefined}
          value={pin}
          onChange={(value) => {
            setUnlike(false)
            setPins({ ...pins, [step]: value })
          }}
        />
        <Button type="primary" size="large" block htmlType="submit" disabled={pin.length !== PIN_LENGTH} loading={save.isPending}>
          {step === 'again' ? t('common:save') : t('next')}
        </Button>
      </form>
    </Modal>
  )
}
