import { ArrowRightOutlined, BulbOutlined } from '@ant-design/icons'
import type { Balances, Quote } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { useDesk } from './desk-context.tsx'
import styles from './pay.module.css'
import { laterOf, plannedStoredValue } from './tenders.ts'

/** Notices that stand where something can be done about them. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set(['terms_not_accepted', 'deposit_open', 'pass_unpaid', 'pass_part_paid'])

/** The proposal in one sentence: sessions, balance, and what is left to pay. */
export function PlanWords({ plan, isChanged }: { plan: Quote; isChanged: boolean }) {
  const { t } = useTranslation('desk')
  const sessions = plan.lines
    .flatMap((l) => l.allocations)
    .filter((a) => a.lotKind === 'pass')
    .reduce((sum, a) => sum + a.quantity, 0)
  const stored = plannedStoredValue(plan)
  const laterFen = laterOf(plan)
  const parts = [
    ...(sessions > 0 ? [t('pay.planPass', { count: sessions })] : []),
    ...(stored > 0 ? [t('pay.planStored', { fen: stored })] : []),
    ...(laterFen > 0 ? [t('pay.planLater', { fen: laterFen })] : []),
    ...(plan.dueFen > 0 ? [t('pay.planRest', { fen: plan.dueFen })] : []),
  ]
  return (
    <div className={styles.plan}>
      <BulbOutlined aria-hidden="true" />
      <div>
        {isChanged ? (
          <strong>{t('pay.planOwn')}</strong>
        ) : (
          <>
            <strong>{parts.length > 0 ? parts.join(' + ') : t('pay.planNothing')}</strong>
            {sessions + stored > 0 && <div>{t('pay.planBest')}</div>}
          </>
        )}
        {plan.notices
          .filter((n) => !SAID_ELSEWHERE.has(n.code))
          .map((notice, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: notices have no identity and never move
            <div key={index} className={styles.notice}>
              {t([`notice.${notice.code}`, 'notice.other'], notice.params)}
              {notice.code === 'new_pass_covers' && (
                <UseNewPass lineKey={String(notice.params.lineKey)} passKey={String(notice.params.passKey)} />
              )}
            </div>
          ))}
      </div>
    </div>
  )
}

/** The pass on this bill pays a visit on it, too. */
function UseNewPass({ lineKey, passKey }: { lineKey: string; passKey: string }) {
  const { t } = useTranslation('desk')
  const { dispatch } = useDesk()
  return (
    <Button size="small" onClick={() => dispatch({ type: 'pass', key: lineKey, pass: { lineKey: passKey } })}>
      {t('line.useNewPass')}
    </Button>
  )
}

/** What the member owns before → after; only what moves is shown. */
export function BalancesChange({ balances }: { balances: { before: Balances; after: Balances } }) {
  const { t } = useTranslation('desk')
  const { before, after } = balances
  const money = (['principalFen', 'bonusFen', 'rebateFen'] as const).filter((key) => before[key] !== after[key])
  const counts = (['passSessions', 'points'] as const).filter((key) => before[key] !== after[key])
  if (money.length + counts.length === 0) return null
  return (
    <dl className={styles.balances}>
      {money.map((key) => (
        <div key={key}>
          <dt>{t(`balance.${key}`)}</dt>
          <dd>
            <Money fen={before[key]} tone="soft" /> <ArrowRightOutlined aria-label="→" /> <Money fen={after[key]} tone="strong" />
          </dd>
        </div>
      ))}
      {counts.map((key) => (
        <div key={key}>
          <dt>{t(`balance.${key}`)}</dt>
          <dd>
            {before[key]} <ArrowRightOutlined aria-label="→" /> <strong>{after[key]}</strong>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The price moved between agreeing and paying: both are shown, nothing was booked, and the cashier agrees again. */
export function QuoteChanged({ before, after }: { before: Quote | null; after: Quote | undefined }) {
  const { t } = useTranslation('desk')
  if (!before || !after || before.quoteHash === after.quoteHash) return null
  const lines = after.lines.flatMap((line) => {
    const was = before.lines.find((l) => l.key === line.key)
    return was && was.netFen !== line.netFen ? [{ line, was }] : []
  })
  return (
    <div className={styles.changed} role="alert">
      <strong>{t('pay.changed')}</strong>
      <dl>
        {lines.map(({ line, was }) => (
          <div key={line.key}>
            <dt>{line.name}</dt>
            <dd>
              <Money fen={was.netFen} tone="soft" /> <ArrowRightOutlined aria-label="→" /> <Money fen={line.netFen} tone="strong" />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('ticket.total')}</dt>
          <dd>
            <Money fen={before.totalFen} tone="soft" /> <ArrowRightOutlined aria-label="→" /> <Money fen={after.totalFen} tone="strong" />
          </dd>
        </div>
      </dl>
    </div>
  )
}
