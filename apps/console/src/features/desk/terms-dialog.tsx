import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import Segmented from 'antd/es/segmented'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { useDesk } from './desk-context.tsx'
import styles from './dialogs.module.css'
import { termsQuery } from './queries.ts'

/** The rules of prepaid money, shown before the first top-up; who witnessed the yes is recorded with it. */
export function TermsDialog({ memberId }: { memberId: string }) {
  const { t } = useTranslation('desk')
  const { storeId, close } = useDesk()
  const queryClient = useQueryClient()
  const terms = useQuery(termsQuery)
  const [method, setMethod] = useState<'on_screen' | 'paper'>('on_screen')
  const acceptButton = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!terms.data) return
    // Not at once: an Enter still meant for the pay button must not say yes for the customer.
    const timer = setTimeout(() => acceptButton.current?.focus(), 700)
    return () => clearTimeout(timer)
  }, [terms.data])
  const accept = useMutation({
    mutationFn: (termsId: string) =>
      answer(api.POST('/api/members/{memberId}/terms-acceptances', { params: { path: { memberId } }, body: { termsId, method, storeId } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['quote'] })
      close()
    },
  })
  return (
    <Modal
      open
      title={terms.data?.title ?? t('terms.title')}
      width={560}
      onCancel={close}
      footer={[
        <Button key="no" onClick={close}>
          {t('common:cancel')}
        </Button>,
        <Button
          key="yes"
          type="primary"
          ref={acceptButton}
          disabled={!terms.data}
          loading={accept.isPending}
          onClick={() => terms.data && accept.mutate(terms.data.id)}
        >
          {t('terms.accept')}
        </Button>,
      ]}
    >
      <div className={styles.stack}>
        <p>{t('terms.ask')}</p>
        {terms.isPending ? <Bones heights={[200]} /> : <div className={styles.terms}>{terms.data?.body}</div>}
        <Segmented
          block
          value={method}
          onChange={setMethod}
          options={(['on_screen', 'paper'] as const).map((value) => ({ value, label: t(`terms.${value}`) }))}
        />
        <ProblemAlert error={terms.error ?? accept.error} />
      </div>
    </Modal>
  )
}
