import { AccountBookOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import Button from 'antd/es/button'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Money } from '../../components/money.tsx'
import { Tag } from '../../components/page-body.tsx'
import { timeText } from '../../lib/time.ts'
import { useCan } from '../session/session-context.tsx'
import styles from './accounts.module.css'
import type { Account } from './queries.ts'
import { useSettle } from './use-settle.ts'

type Debt = Account['receivables'][number]

/** From this age on somebody should be reminded. */
const LATE_DAYS = 60

/** Debts of this store, what is owed first; each with its bill, its age, and what became of it. */
export function Debts({ account }: { account: Account }) {
  const { t } = useTranslation('accounts')
  const columns = useColumns(account)
  const navigate = useNavigate()
  if (account.receivables.length === 0)
    return <EmptyState icon={<AccountBookOutlined aria-hidden="true" />} title={t('debts.none')} hint={t('debts.noneHint')} />
  return (
    <DataTable<Debt>
      label={t('debts.title')}
      columns={columns}
      rows={account.receivables}
      rowKey={(row) => row.id}
      isMuted={(row) => row.openFen === 0}
      onOpen={(row) => void navigate({ to: '/tickets/$ticketId', params: { ticketId: row.ticketId } })}
    />
  )
}

function useColumns(account: Account): Column<Debt>[] {
  const { t } = useTranslation('accounts')
  return [
    {
      key: 'ticket',
      title: t('debts.ticket'),
      footer: t('sum'),
      render: (row) => (
        <MainCell
          title={<span className="yb-nowrap">{row.ticketNumber}</span>}
          sub={[row.businessDay, row.pass?.name].filter(Boolean).join(' · ')}
        />
      ),
    },
    { key: 'age', title: t('debts.age'), render: (row) => <AgeTag debt={row} /> },
    { key: 'amount', title: t('debts.amount'), align: 'right', from: 'tablet', render: (row) => <Money fen={row.amountFen} tone="soft" /> },
    { key: 'story', title: t('debts.story'), from: 'tablet', render: (row) => <Story debt={row} /> },
    {
      key: 'open',
      title: t('debts.open'),
      align: 'right',
      footer: <Money fen={account.owedHereFen} tone="strong" />,
      render: (row) => <Open account={account} debt={row} />,
    },
  ]
}

function AgeTag({ debt }: { debt: Debt }) {
  const { t } = useTranslation('accounts')
  if (debt.openFen === 0) return <span className={styles.none}>—</span>
  return <Tag tone={debt.ageDays > LATE_DAYS ? 'attention' : 'neutral'}>{t('debts.days', { count: debt.ageDays })}</Tag>
}

/** The document that is named, not the row around it. */
const stop = (event: MouseEvent) => event.stopPropagation()

function Open({ account, debt }: { account: Account; debt: Debt }) {
  const { t } = useTranslation('accounts')
  if (debt.openFen === 0) return <Tag tone="done">{t('debts.settled')}</Tag>
  return (
    <span className={styles.open}>
      <Money fen={debt.openFen} tone="strong" />
      {debt.pass && <PayRest account={account} debt={debt} />}
    </span>
  )
}

/** 补款: the rest of this pass, at the desk. */
function PayRest({ account, debt }: { account: Account; debt: Debt }) {
  const { t } = useTranslation('accounts')
  const { settle, isTaken } = useSettle(account)
  if (!useCan('sell', 'Ticket')) return null
  return (
    <Button
      size="small"
      disabled={isTaken}
      title={isTaken ? t('collect.deskTaken') : undefined}
      onClick={(event) => {
        stop(event)
        settle(debt.openFen, debt.id)
      }}
    >
      {t('debts.payRest')}
    </Button>
  )
}

/** Settled, owed again because a settlement was refunded, or less because the sale was. */
function Story({ debt }: { debt: Debt }) {
  const { t, i18n } = useTranslation(['accounts', 'trade'])
  if (debt.movements.length === 0) return <span className={styles.none}>—</span>
  return (
    <ul className={styles.story}>
      {debt.movements.map((m) => (
        <li key={`${m.sourceId} ${m.kind}`}>
          <span>
            {t(`debts.kind.${m.kind}`)} {m.ways.map((way) => t(`trade:tender.${way}`)).join('、')}
          </span>
          <Money fen={m.amountFen} />
          {m.sourceKind === 'ticket' ? (
            <Link to="/tickets/$ticketId" params={{ ticketId: m.sourceId }} onClick={stop} title={timeText(m.at, i18n.language)}>
              {m.number}
            </Link>
          ) : (
            <Link to="/refunds/$refundId" params={{ refundId: m.sourceId }} onClick={stop} title={timeText(m.at, i18n.language)}>
              {m.number}
            </Link>
          )}
        </li>
      ))}
    </ul>
  )
}
