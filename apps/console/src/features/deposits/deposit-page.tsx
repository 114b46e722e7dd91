import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/link-button.tsx'
import { Money } from '../../components/money.tsx'
import { Facts, PageBody, Section } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { PageSkeleton } from '../../components/skeletons.tsx'
import { timeText } from '../../lib/time.ts'
import { useCan } from '../session/session-context.tsx'
import { ContactPhone } from './contact-phone.tsx'
import { DueDay, KindRules, KindTag, StateTag, whoOf } from './deposit-words.tsx'
import styles from './deposits.module.css'
import { ForfeitDialog } from './forfeit-dialog.tsx'
import { type Deposit, depositQuery } from './queries.ts'
import { UseButton } from './use-button.tsx'

/** One deposit from the day it was taken: what happened to it, what is left, and what can be done with that. */
export function DepositPage() {
  const { depositId } = useParams({ from: '/shell/deposits/$depositId' })
  const deposit = useQuery(depositQuery(depositId))
  if (deposit.isPending) return <PageSkeleton />
  if (!deposit.data) {
    return (
      <PageBody width="narrow">
        <QueryProblem query={deposit} />
      </PageBody>
    )
  }
  return <DepositView deposit={deposit.data} />
}

function DepositView({ deposit }: { deposit: Deposit }) {
  const { t } = useTranslation(['deposits', 'members', 'shifts'])
  return (
    <>
      <PageHeader
        title={deposit.purpose}
        about={
          <span className={styles.about}>
            <KindTag kind={deposit.kind} />
            <KindRules />
            <StateTag deposit={deposit} />
            {whoOf(deposit)}
          </span>
        }
      >
        {deposit.openFen > 0 && <Actions deposit={deposit} />}
      </PageHeader>
      <PageBody>
        <div className={styles.columns}>
          <div className={styles.main}>
            {deposit.openFen > 0 && (deposit.daysLeft ?? 0) < 0 && (
              <div className={styles.callout}>{t(`lateHint.${deposit.kind}`, { count: -(deposit.daysLeft ?? 0) })}</div>
            )}
            <Moves deposit={deposit} />
          </div>
          <Summary deposit={deposit} />
        </div>
      </PageBody>
    </>
  )
}

/** Used on a bill, given back, or kept: whichever it is, the amount moves through a document. */
function Actions({ deposit }: { deposit: Deposit }) {
  const { t } = useTranslation('deposits')
  const maySell = useCan('sell', 'Ticket')
  const mayRefund = useCan('refund', 'Ticket')
  const [isForfeiting, setForfeiting] = useState(false)
  const navigate = useNavigate()
  return (
    <>
      {mayRefund && deposit.kind === 'earnest' && (
        <Button danger onClick={() => setForfeiting(true)}>
          {t('forfeit.button')}
        </Button>
      )}
      {mayRefund && (
        <LinkButton to="/tickets/$ticketId/refund" params={{ ticketId: deposit.ticketId }} search={{ line: deposit.id }}>
          {t('giveBack')}
        </LinkButton>
      )}
      {maySell && <UseButton deposit={deposit} />}
      {isForfeiting && (
        <ForfeitDialog
          deposit={deposit}
          onClose={() => setForfeiting(false)}
          onDone={(ticketId) => void navigate({ to: '/tickets/$ticketId', params: { ticketId } })}
        />
      )}
    </>
  )
}

function Moves({ deposit }: { deposit: Deposit }) {
  const { t, i18n } = useTranslation('deposits')
  return (
    <Section title={t('story')}>
      <ol className={styles.moves}>
        {deposit.movements.map((move) => (
          <li key={move.id} className={styles.move}>
            <div className={styles.moveText}>
              <span>
                <strong>{t(`move.${move.kind}`)}</strong> <Source move={move} />
              </span>
              <span className={styles.soft}>
                {timeText(move.at, i18n.language)}
                {move.actorName && ` · ${move.actorName}`}
              </span>
            </div>
            <Money fen={move.amountFen} tone="strong" />
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Source({ move }: { move: Deposit['movements'][number] }) {
  if (move.sourceKind === 'refund')
    return (
      <Link to="/refunds/$refundId" params={{ refundId: move.sourceId }}>
        {move.sourceNumber}
      </Link>
    )
  return (
    <Link to="/tickets/$ticketId" params={{ ticketId: move.sourceId }}>
      {move.sourceNumber}
    </Link>
  )
}

function Summary({ deposit }: { deposit: Deposit }) {
  const { t, i18n } = useTranslation('deposits')
  const part = (key: 'usedFen' | 'refundedFen' | 'forfeitedFen') =>
    deposit[key] > 0 && { key, label: t(`part.${key}`), value: <Money fen={-deposit[key]} /> }
  return (
    <Section title={t('summary')} card>
      <Facts
        facts={[
          { key: 'who', label: t('who'), value: <Who deposit={deposit} /> },
          deposit.memberId === null && { key: 'phone', label: t('phone'), value: <ContactPhone deposit={deposit} /> },
          { key: 'due', label: t('due.title'), value: <DueDay deposit={deposit} /> },
          {
            key: 'taken',
            label: t('takenBy'),
            value: [deposit.takenByName, timeText(deposit.takenAt, i18n.language)].filter(Boolean).join(' · '),
          },
          deposit.contractFen !== null && { key: 'contract', label: t('contract'), value: <Money fen={deposit.contractFen} /> },
          { key: 'amount', label: t('amount'), value: <Money fen={deposit.amountFen} /> },
          part('usedFen'),
          part('refundedFen'),
          part('forfeitedFen'),
          { key: 'left', label: t('left'), value: <Money fen={deposit.openFen} size="large" />, isTotal: true },
        ]}
      />
    </Section>
  )
}

function Who({ deposit }: { deposit: Deposit }) {
  const { t } = useTranslation('deposits')
  if (deposit.memberId === null) return `${whoOf(deposit)}（${t('walkIn')}）`
  return (
    <Link to="/members/$memberId" params={{ memberId: deposit.memberId }} search={{}}>
      {whoOf(deposit)}
    </Link>
  )
}
