import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import Segmented from 'antd/es/segmented'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { useWorkplace } from '../session/session-context.tsx'
import styles from './member-file.module.css'
import { consentTextsQuery } from './queries.ts'

export type Purpose = 'health' | 'photo' | 'marketing'
const channels = ['on_screen', 'paper', 'spoken', 'phone'] as const

interface ConsentDialogProps {
  memberId: string
  purpose: Purpose
  isGiven?: boolean
  onGiven: () => void
  onClose: () => void
}

/** Shows the text in force to the member and writes down what they said, and how. */
export function ConsentDialog({ memberId, purpose, isGiven = true, onGiven, onClose }: ConsentDialogProps) {
  const { t } = useTranslation(['memberfile', 'common'])
  const { store } = useWorkplace()
  const texts = useQuery({ ...consentTextsQuery, staleTime: 0 })
  const [channel, setChannel] = useState<(typeof channels)[number]>('on_screen')
  const queryClient = useQueryClient()
  const text = texts.data?.items.find((x) => x.purpose === purpose)
  const save = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/members/{memberId}/consents', {
          params: { path: { memberId } },
          body: { purpose, isGiven, textId: text?.id ?? '', channel, storeId: store?.id ?? '' },
        }),
      ),
    onSuccess: (consents) => {
      queryClient.setQueryData(['consents', memberId], consents)
      // Photos go with their consent: wherever they are shown, they are asked for again.
      for (const kind of ['timeline', 'member', 'assessments']) void queryClient.invalidateQueries({ queryKey: [kind, memberId] })
      onGiven()
    },
  })
  return (
    <Modal
      open
      title={t(isGiven ? 'consent.giveTitle' : 'consent.withdrawTitle', { purpose: t(`consent.purpose.${purpose}`) })}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t('common:cancel')}
        </Button>,
        <Button key="save" type="primary" disabled={!text} loading={save.isPending} onClick={() => save.mutate()}>
          {t(isGiven ? 'consent.give' : 'consent.withdraw')}
        </Button>,
      ]}
    >
      <div className={styles.stack}>
        {texts.isPending && <Bones heights={[80]} />}
        {text && <div className={styles.consentText}>{text.body}</div>}
        {!isGiven && <p className={styles.soft}>{t(`consent.afterWithdrawal.${purpose}`)}</p>}
        <Field label={t('consent.how')}>
          {({ id }) => (
            <Segmented
              id={id}
              block
              value={channel}
              onChange={(value) => setChannel(value as typeof channel)}
              options={channels.map((value) => ({ value, label: t(`consent.channel.${value}`) }))}
            />
          )}
        </Field>
        <ProblemAlert error={texts.error ?? save.error} />
      </div>
    </Modal>
  )
}
