import { EyeOutlined } from '@ant-design/icons'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import { useShownBriefly } from '../../lib/use-shown-briefly.ts'
import { useCan } from '../session/session-context.tsx'
import styles from './deposits.module.css'
import type { DepositRow } from './queries.ts'

/** The phone somebody left who is no member; in full for a minute, and the server writes down who saw it. */
export function ContactPhone({ deposit: { id, contactPhone } }: { deposit: DepositRow }) {
  const { t } = useTranslation('deposits')
  const mayReveal = useCan('reveal', 'Member')
  const reveal = useShownBriefly(() => answer(api.POST('/api/deposits/{depositId}/phone-reveals', { params: { path: { depositId: id } } })))
  const { data } = reveal
  if (contactPhone === null) return t('noPhone')
  return (
    <span className={styles.phone}>
      {data ? (
        <a href={`tel:${data.phone}`} aria-live="polite">
          {data.phone}
        </a>
      ) : (
        <span>{contactPhone}</span>
      )}
      {mayReveal && !data && (
        <Button
          size="small"
          type="text"
          icon={<EyeOutlined />}
          loading={reveal.isPending}
          title={t('revealNote')}
          onClick={() => reveal.mutate()}
        >
          {t('reveal')}
        </Button>
      )}
      <ProblemAlert error={reveal.error} />
    </span>
  )
}
