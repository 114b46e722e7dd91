import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Modal from 'antd/es/modal'
import Segmented from 'antd/es/segmented'
import { type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import styles from './contracts.module.css'
import { termsQuery } from './queries.ts'

const SignatureField = lazy(() => import('./signature-field.tsx').then((m) => ({ default: m.SignatureField })))

const methods = ['signature', 'on_screen', 'paper'] as const
type Method = (typeof methods)[number]

interface TermsDialogProps {
  memberId: string
  storeId: string | undefined
  onClose: () => void
}

/** The rules of prepaid money, shown and signed before the first top-up; who witnessed the yes is recorded with it. */
export function TermsDialog({ memberId, storeId, onClose }: TermsDialogProps) {
  const { t } = useTranslation('contracts')
  const queryClient = useQueryClient()
  const terms = useQuery(termsQuery)
  const [method, setMethod] = useState<Method>('signature')
  const [signature, setSignature] = useState<string | null>(null)
  const isSigned = method !== 'signature' || signature !== null
  const text = useRef<HTMLElement>(null)
  const accept = useMutation({
    mutationFn: (named: { termsId: string; storeId: string }) =>
      answer(
        api.POST('/api/members/{memberId}/terms-acceptances', {
          params: { path: { memberId } },
          body: { ...named, method, ...(method === 'signature' && signature ? { signature } : {}) },
        }),
      ),
    onSuccess: async () => {
      await Promise.all(
        [['quote'], ['member', memberId], ['acceptances', memberId]].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      )
      onClose()
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: ['terms'] }),
  })
  const submit = () => {
    if (terms.data && storeId && isSigned && !accept.isPending) accept.mutate({ termsId: terms.data.id, storeId })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) submit()
  }
  return (
    <Modal
      open
      afterOpenChange={(isOpen) => isOpen && text.current?.focus()}
      title={terms.data ? t('terms.title', { title: terms.data.title, version: terms.data.version }) : t('terms.loading')}
      width={620}
      okText={t('terms.accept')}
      okButtonProps={{ disabled: !terms.data || !storeId || !isSigned }}
      confirmLoading={accept.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter says yes from wherever in the dialog the keys are, as in any form */}
      <div className={styles.stack} onKeyDown={onKeyDown}>
        <p>{t('terms.ask')}</p>
        {terms.isPending ? (
          <Bones heights={[200]} />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a text longer than its frame is scrolled with the keyboard
          <section ref={text} className={styles.terms} tabIndex={0} aria-label={terms.data?.title}>
            {terms.data?.body}
          </section>
        )}
        <Segmented<Method>
          block
          value={method}
          onChange={(next) => {
            setMethod(next)
            setSignature(null)
          }}
          options={methods.map((value) => ({ value, label: t(`method.${value}`) }))}
        />
        {method === 'signature' && (
          <Suspense fallback={<Bones heights={[160]} />}>
            <SignatureField onChange={setSignature} />
          </Suspense>
        )}
        <ProblemAlert error={terms.error ?? accept.error} />
      </div>
    </Modal>
  )
}
