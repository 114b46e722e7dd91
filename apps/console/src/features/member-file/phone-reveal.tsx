import { EyeOutlined } from '@ant-design/icons'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { useShownBriefly } from '../../lib/use-shown-briefly.ts'
import { useCan } from '../session/session-context.tsx'
import styles from './member-file.module.css'

/** The masked phone, and the way to see all of it: for a minute, written down by the server. */
export function PhoneReveal({ memberId, phone }: { memberId: string; phone: string | null }) {
  const { t } = useTranslation(['memberfile', 'common'])
  const mayReveal = useCan('reveal', 'Member')
  const reveal = useShownBriefly(() => answer(api.POST('/api/members/{memberId}/phone-reveals', { params: { path: { memberId } } })))
  const { data } = reveal
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
