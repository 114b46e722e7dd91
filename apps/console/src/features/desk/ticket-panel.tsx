import { GiftOutlined, PercentageOutlined, UserOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { MemberStrip } from '../../components/member-strip.tsx'
import { Money } from '../../components/money.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { asProblem } from '../../lib/problems.ts'
import { memberDepositsQuery } from '../deposits/queries.ts'
import { useCan } from '../session/session-context.tsx'
import { useDesk } from './desk-context.tsx'
import { LineRow } from './line-row.tsx'
import { memberQuery, walletQuery } from './queries.ts'
import { laterOf } from './tenders.ts'
import styles from './ticket.module.css'

/** The bill of the customer who stands here: who, what, how much, and one big button. */
export function TicketPanel() {
  const { t } = useTranslation('desk')
  const { state, plan, mode } = useDesk()
  return (
    <section className={styles.ticket} aria-label={t('ticket.label')}>
      <div className={styles.member}>{state.memberId ? <DeskMember memberId={state.memberId} /> : <Passerby />}</div>
      <div className={styles.lines}>
        {state.lines.map((line) => (
          <LineRow key={line.key} line={line} quoted={plan.quote?.lines.find((q) => q.key === line.key)} />
        ))}
        {state.lines.length === 0 && <EmptyState title={t('ticket.empty')} hint={t('ticket.emptyHint')} />}
      </div>
      {plan.error ? (
        <div className={styles.problem}>
          <ProblemAlert
            error={plan.error}
            action={asProblem(plan.error).isUnknownOutcome && <Button onClick={plan.refetch}>{t('common:tryAgain')}</Button>}
          />
        </div>
      ) : null}
      <Totals />
      {mode === 'sell' && <PayButton />}
    </section>
  )
}

function Passerby() {
  const { t } = useTranslation('desk')
  const { focusInput } = useDesk()
  return (
    <button type="button" className={styles.passerby} onClick={focusInput}>
      <span className={styles.passerbyIcon} aria-hidden="true">
        <UserOutlined />
      </span>
      <span>
        <strong>{t('ticket.passerby')}</strong>
        <span>{t('ticket.passerbyHint')}</span>
      </span>
    </button>
  )
}

function DeskMember({ memberId }: { memberId: string }) {
  const { dispatch, storeId } = useDesk()
  const member = useQuery(memberQuery(memberId))
  const seesMoney = useCan('read', 'Wallet')
  const wallet = useQuery({ ...walletQuery(memberId), enabled: seesMoney })
  const deposits = useQuery({ ...memberDepositsQuery(storeId, memberId), enabled: seesMoney })
  if (!member.data) return member.error ? <QueryProblem query={member} /> : <Bones heights={[44, 28]} />
  const passes = (wallet.data?.lots ?? [])
    .filter((lot) => lot.kind === 'pass' && lot.remaining > 0 && !lot.isFrozen)
    .map((lot) => ({ id: lot.id, name: lot.name, remaining: lot.remaining, isUnlimited: lot.unit === 'day', paid: lot.paidSessions }))
  return (
    <MemberStrip
      member={member.data}
      balances={wallet.data?.balances}
      passes={passes}
      depositFen={deposits.data?.totals.openFen ?? 0}
      onRemove={() => dispatch({ type: 'member', memberId: null })}
    />
  )
}

function Totals() {
  const { t } = useTranslation('desk')
  const { state, plan, open } = useDesk()
  const { quote, isRecalculating } = plan
  if (state.lines.length === 0) return null
  const laterFen = quote ? laterOf(quote) : 0
  return (
    <div className={styles.totals}>
      <div className={styles.tools}>
        <Button size="small" icon={<PercentageOutlined aria-hidden="true" />} onClick={() => open({ kind: 'discount', key: null })}>
          {t('ticket.wholeDiscount')}
        </Button>
        <Button size="small" icon={<GiftOutlined aria-hidden="true" />} onClick={() => open({ kind: 'amount', of: 'tip' })}>
          {t('ticket.tip')}
        </Button>
      </div>
      <dl className={isRecalculating ? styles.stale : undefined}>
        {quote && quote.discountFen !== 0 && (
          <>
            <div>
              <dt>{t('ticket.list')}</dt>
              <dd>
                <Money fen={quote.listFen} tone="soft" />
              </dd>
            </div>
            <div>
              <dt>{t('ticket.discount')}</dt>
              <dd>
                <Money fen={-quote.discountFen} tone="soft" />
              </dd>
            </div>
          </>
        )}
        {quote && quote.roundingFen !== 0 && (
          <div>
            <dt>{t('ticket.rounding')}</dt>
            <dd>
              <Money fen={-quote.roundingFen} tone="soft" />
            </dd>
          </div>
        )}
        <div className={styles.total}>
          <dt>{t('ticket.total')}</dt>
          <dd>{quote ? <Money fen={quote.totalFen} size="huge" /> : '—'}</dd>
        </div>
        {quote && laterFen > 0 && (
          <div>
            <dt>{t('later.total')}</dt>
            <dd>
              <Money fen={laterFen} tone="soft" />
            </dd>
          </div>
        )}
      </dl>
      <div className={styles.recalculating} role="status">
        {isRecalculating ? t('ticket.recalculating') : ''}
      </div>
    </div>
  )
}

function PayButton() {
  const { t } = useTranslation('desk')
  const { state, plan, setMode } = useDesk()
  return (
    <div className={styles.pay}>
      <button type="button" className={styles.payButton} disabled={state.lines.length === 0} onClick={() => setMode('pay')}>
        <span>{t('ticket.pay')}</span>
        <span>
          {plan.quote && <Money fen={plan.quote.totalFen - laterOf(plan.quote)} size="large" />} <kbd>F10</kbd>
        </span>
      </button>
    </div>
  )
}
