import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import Segmented from 'antd/es/segmented'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import styles from './members.module.css'
import { termsQuery } from './queries.ts'

type Method = 'on_screen' | 'paper'

/** Before the first top-up the rules are read and accepted; who witnessed it is recorded. */
export function TermsNotice({ memberId }: { memberId: string }) {
  const { t } = useTranslation('members')
  const mayAccept = useCan('update', 'Member')
  const [isOpen, setOpen] = useState(false)
  return (
    <div className={styles.attention}>
      <span>{t('terms.notYet')}</span>
      {mayAccept && (
        <div>
          <Button onClick={() => setOpen(true)}>{t('terms.read')}</Button>
        </div>
      )}
      {isOpen && <TermsDialog memberId={memberId} onClose={() => setOpen(false)} />}
    </div>
  )
}

function TermsDialog({ memberId, onClose }: { memberId: string; onClose: () => void }) {
  const { t } = useTranslation('members')
  const { store } = useWorkplace()
  const queryClient = useQueryClient()
  const terms = useQuery(termsQuery)
  const [method, setMethod] = useState<Method>('on_screen')
  const accept = useMutation({
    mutationFn: ({ termsId, storeId }: { termsId: string; storeId: string }) =>
      answer(api.POST('/api/members/{memberId}/terms-acceptances', { params: { path: { memberId } }, body: { termsId, storeId, method } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['member', memberId] })
      onClose()
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: ['terms'] }),
  })
  return (
    <Modal
      open
      title={terms.data ? t('terms.title', { title: terms.data.title, version: terms.data.version }) : t('terms.loading')}
      width={620}
      okText={t('terms.accept')}
      okButtonProps={{ disabled: !terms.data || !store }}
      confirmLoading={accept.isPending}
      onOk={() => terms.data && store && accept.mutate({ termsId: terms.data.id, storeId: store.id })}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        {terms.isPending ? (
          <Bones heights={[240]} />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a text longer than its frame is scrolled with the keyboard
          <section className={styles.terms} tabIndex={0} aria-label={terms.data?.title}>
            {terms.data?.body}
          </section>
        )}
        <Segmented<Method>
          block
          value={method}
          onChange={setMethod}
          options={[
            { value: 'on_screen', label: t('terms.on_screen') },
            { value: 'paper', label: t('terms.paper') },
          ]}
        />
        <ProblemAlert error={terms.error ?? accept.error} />
      </div>
    </Modal>
  )
}
