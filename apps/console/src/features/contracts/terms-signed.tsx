import { useQuery } from '@tanstack/react-query'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../components/page-body.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import styles from './contracts.module.css'
import { acceptancesQuery } from './queries.ts'

/** What the member agreed to, when, how and before whom; a signature opens to what was drawn. */
export function TermsSigned({ memberId }: { memberId: string }) {
  const { t, i18n } = useTranslation('contracts')
  const accepted = useQuery(acceptancesQuery(memberId))
  const [shown, setShown] = useState<Schema<'TermsAcceptance'> | null>(null)
  const items = accepted.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Section title={t('signed.title')}>
      <ul className={styles.signed}>
        {items.map((item) => (
          <li key={item.id}>
            <span>
              <strong>{t('terms.title', { title: item.title, version: item.version })}</strong>
              <span className={styles.soft}>
                {timeText(item.acceptedAt, i18n.language)} · {t(`method.${item.method}`)} ·{' '}
                {t('signed.witness', { name: item.witnessName })}
              </span>
            </span>
            {item.hasSignature && (
              <button type="button" className={styles.look} onClick={() => setShown(item)}>
                {t('signed.look')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {shown && (
        <Modal open title={t('signed.look')} footer={null} width={520} onCancel={() => setShown(null)}>
          <img className={styles.drawn} alt={t('signed.look')} src={`/api/members/${memberId}/terms-acceptances/${shown.id}/signature`} />
        </Modal>
      )}
    </Section>
  )
}
