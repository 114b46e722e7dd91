import { SafetyCertificateOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { Amount } from './lot-item.tsx'
import styles from './members.module.css'
import { statementQuery } from './queries.ts'

type Entry = Schema<'WalletTransaction'>
const SHORT = 8

/** Every movement of the wallet, newest first, each sealed with the one before it. */
export function Statement({ memberId }: { memberId: string }) {
  const { t } = useTranslation('members')
  const pages = useInfiniteQuery(statementQuery(memberId))
  if (pages.isPending) return <Bones heights={[60, 72, 72, 72, 72]} />
  if (!pages.data) return <QueryProblem query={pages} />
  const entries = pages.data.pages.flatMap((page) => page.items)
  if (entries.length === 0)
    return (
      <EmptyState icon={<SafetyCertificateOutlined aria-hidden="true" />} title={t('statement.empty')} hint={t('statement.emptyHint')} />
    )
  return (
    <div className={styles.main}>
      <details className={styles.seal}>
        <summary>
          {t('statement.seal')} <code>{pages.data.pages[0]?.headHash.slice(0, SHORT)}</code>
        </summary>
        <p>{t('statement.sealAbout')}</p>
        <code>{pages.data.pages[0]?.headHash}</code>
      </details>
      <ol className={styles.entries}>
        {entries.map((entry) => (
          <StatementEntry key={entry.id} entry={entry} />
        ))}
      </ol>
      <LoadMore pages={pages} />
    </div>
  )
}

function StatementEntry({ entry }: { entry: Entry }) {
  const { t, i18n } = useTranslation(['members', 'trade'])
  return (
    <li className={styles.entry}>
      <div className={styles.entryHead}>
        <strong>{t(`trade:walletReason.${entry.reason}`)}</strong>
        <time dateTime={entry.at}>{timeText(entry.at, i18n.language)}</time>
        {entry.actorName && <span className={styles.soft}>{entry.actorName}</span>}
        <Source entry={entry} />
        <span className={styles.hash} title={t('statement.hashOf', { hash: entry.hash, prev: entry.prevHash })}>
          #{entry.seq} {entry.hash.slice(0, SHORT)}
        </span>
      </div>
      {entry.movements.map((movement) => (
        <div key={`${movement.lotId} ${movement.kind} ${movement.quantity}`} className={styles.movement}>
          <span className="yb-truncate" title={movement.name}>
            {movement.name} <span className={styles.soft}>{t(`trade:lotKind.${movement.kind}`)}</span>
            {movement.usedBy && (
              <span className={styles.soft}>
                {' · '}
                {movement.usedByName ? t('statement.usedBy', { name: movement.usedByName }) : t('statement.usedBySomebody')}
              </span>
            )}
          </span>
          <Amount unit={movement.unit} quantity={movement.quantity} isChange />
        </div>
      ))}
      {entry.note && <Note note={entry.note} />}
    </li>
  )
}

/** Words somebody wrote, or the fingerprint of the worksheet that the movement follows. */
function Note({ note }: { note: string }) {
  const { t } = useTranslation('members')
  const hash = /^sha256:([0-9a-f]{64})$/.exec(note)?.[1]
  return (
    <div className={styles.soft} title={hash}>
      {hash ? t('worksheetHash', { hash: hash.slice(0, SHORT) }) : note}
    </div>
  )
}

/** The document behind the movement. */
function Source({ entry }: { entry: Entry }) {
  const { t } = useTranslation('members')
  if (entry.sourceKind === 'ticket')
    return (
      <Link to="/tickets/$ticketId" params={{ ticketId: entry.sourceId }}>
        {t('statement.ticket')}
      </Link>
    )
  if (entry.sourceKind === 'refund')
    return (
      <Link to="/refunds/$refundId" params={{ refundId: entry.sourceId }}>
        {t('statement.refund')}
      </Link>
    )
  if (entry.sourceKind === 'transfer')
    return (
      <Link to="/transfers/$transferId" params={{ transferId: entry.sourceId }}>
        {t('statement.transfer')}
      </Link>
    )
  return null
}
