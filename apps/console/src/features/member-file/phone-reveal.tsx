import { EyeOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { useCan } from '../session/session-context.tsx'
import styles from './member-file.module.css'

const SHOWN_MS = 60_000

/** The masked phone, and the way to see all of it: for a minute, written down by the server. */
export function PhoneReveal({ memberId, phone }: { memberId: string; phone: string | null }) {
  const { t } = useTranslation(['memberfile', 'common'])
  const mayReveal = useCan('reveal', 'Member')
  const reveal = useMutation({
    mutationFn: () => answer(api.POST('/api/members/{memberId}/phone-reveals', { params: { path: { memberId } } })),
    gcTime: 0,
  })
  const { data, reset } = reveal
  useEffect(() => {
    if (!data) return
    const timer = setTimeout(reset, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [data, reset])
  if (phone === null) return <span>{t('common:member.noPhone')}</span>
  return (
    <span className={styles.phone}>
      <span aria-live="polite">{data?.phone ?? phone}</span>
      {mayReveal && !data && (
        <Button
          size="small"
          type="text"
          icon={<EyeOutlined />}
          loading={reveal.isPending}
          title={t('phone.revealNote')}
          onClick={() => reveal.mutate()}
        >
          {t('phone.reveal')}
        </Button>
      )}
      <ProblemAlert error={reveal.error} />
    </span>
  )
}
