import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LoadMore } from '../../components/load-more.tsx'
import { Money } from '../../components/money.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { sinceText, timeText } from '../../lib/time.ts'
import { useCan } from '../session/session-context.tsx'
import styles from './member-file.module.css'
import { householdUsesQuery } from './queries.ts'

type Use = Schema<'HouseholdUse'>

/** Who used how much of whose card, newest first: what an owner asks for first. */
export function HouseholdUses({ householdId }: { householdId: string }) {
  const { t } = useTranslation('memberfile')
  const pages = useInfiniteQuery(householdUsesQuery(householdId))
  const uses = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className={styles.uses} aria-label={t('household.uses')}>
      <h3>{t('household.uses')}</h3>
      <p className={styles.soft}>{uses.length === 0 && pages.data ? t('household.noUses') : t('household.usesNote')}</p>
      {pages.isPending && <Bones heights={[44, 44]} />}
      <QueryProblem query={pages} />
      {uses.length > 0 && (
        <ol className={styles.timeline}>
          {uses.map((use) => (
            <UseRow key={use.id} use={use} />
          ))}
        </ol>
      )}
      <LoadMore pages={pages} />
    </section>
  )
}

function UseRow({ use }: { use: Use }) {
  const { t, i18n } = useTranslation('memberfile')
  const people = { user: use.userName ?? '—', owner: use.ownerName ?? '—' }
  const isBack = use.usedFen < 0 || use.usedSessions < 0
  return (
    <li className={styles.moment}>
      <div className={styles.momentHead}>
        <strong>{t(isBack ? 'household.givenBack' : 'household.usedOf', people)}</strong>
        {use.usedSessions !== 0 && <span>{t('household.times', { count: Math.abs(use.usedSessions) })}</span>}
        {use.usedFen !== 0 && (
          <span className={styles.momentAmount}>
            <Money fen={-use.usedFen} />
          </span>
        )}
      </div>
      <div className={styles.soft}>
        <time dateTime={use.at} title={timeText(use.at, i18n.language)}>
          {sinceText(use.at, i18n.language)}
        </time>
        {use.storeName && ` · ${use.storeName}`}
        {use.by && ` · ${use.by}`}
        {use.number && ' · '}
        <Document use={use} />
      </div>
    </li>
  )
}

function Document({ use: { ticketId, number } }: { use: Use }) {
  const mayOpen = useCan('read', 'Ticket')
  if (!ticketId || !mayOpen) return number
  return (
    <Link to="/tickets/$ticketId" params={{ ticketId }}>
      {number}
    </Link>
  )
}
