import { PushpinOutlined } from '@ant-design/icons'
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { Section } from '../../components/page-body.tsx'
import { useWorkplace } from '../session/session-context.tsx'
import { DueDay, KindTag } from './deposit-words.tsx'
import styles from './deposits.module.css'
import { memberDepositsQuery } from './queries.ts'

/** What a member has left with the shop as deposits; nothing at all for the many who have none. */
export function MemberDeposits({ memberId }: { memberId: string }) {
  const { t } = useTranslation('deposits')
  const { session } = useWorkplace()
  const found = useQueries({ queries: session.stores.map((store) => memberDepositsQuery(store.id, memberId)) })
  const rows = found.flatMap((query) => query.data?.items ?? [])
  if (rows.length === 0) return null
  const storeName = (id: string) => (session.stores.length > 1 ? session.stores.find((s) => s.id === id)?.name : undefined)
  return (
    <Section title={t('title')} note={t('memberNote')}>
      <div className={styles.rows}>
        {rows.map((row) => (
          <Link key={row.id} to="/deposits/$depositId" params={{ depositId: row.id }} className={styles.row}>
            <PushpinOutlined aria-hidden="true" />
            <div className={styles.moveText}>
              <span className={styles.about}>
                <strong>{row.purpose}</strong> <KindTag kind={row.kind} />
              </span>
              <span className={`${styles.soft} ${styles.about}`}>
                <DueDay deposit={row} /> {storeName(row.storeId)}
              </span>
            </div>
            <Money fen={row.openFen} tone="strong" />
          </Link>
        ))}
      </div>
    </Section>
  )
}
