import { PushpinOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Segmented from 'antd/es/segmented'
import Select from 'antd/es/select'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Money } from '../../components/money.tsx'
import { Filters, PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { useTypedSearch } from '../../lib/use-typed-search.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { DueDay, KindRules, KindTag, StateTag, whoOf } from './deposit-words.tsx'
import styles from './deposits.module.css'
import { type DepositRow, depositsQuery } from './queries.ts'

/** Money people left for a day that is to come: whose it is, what for, how much is left, and whose day is over. */
export function DepositsPage() {
  const { t } = useTranslation('deposits')
  const { session, store } = useWorkplace()
  const { storeId } = useSearch({ from: '/shell/deposits' })
  const maySell = useCan('sell', 'Ticket')
  const chosen = session.stores.find((s) => s.id === storeId) ?? store
  if (!chosen) return <EmptyState title={t('noStore')} hint={t('noStoreHint')} />
  return (
    <>
      <PageHeader title={t('title')} about={chosen.name}>
        {maySell && chosen.id === store?.id && (
          <LinkButton to="/desk" search={{ take: 'deposit' }} isPrimary>
            {t('take')}
          </LinkButton>
        )}
      </PageHeader>
      <PageBody>
        <DepositFilters />
        <DepositList storeId={chosen.id} />
      </PageBody>
    </>
  )
}

function DepositFilters() {
  const { t } = useTranslation('deposits')
  const { session, store } = useWorkplace()
  const search = useSearch({ from: '/shell/deposits' })
  const navigate = useNavigate({ from: '/deposits' })
  const [typed, setTyped] = useTypedSearch(
    search.q,
    (q) => void navigate({ to: '/deposits', search: (before) => ({ ...before, q }), replace: true }),
  )
  const choose = (change: Partial<typeof search>) => void navigate({ to: '/deposits', search: { ...search, ...change }, replace: true })
  return (
    <Filters>
      <Input.Search
        className={styles.search}
        allowClear
        aria-label={t('search')}
        placeholder={t('searchHint')}
        value={typed}
        onChange={(e) => setTyped(e.target.value)}
      />
      <Segmented<'open' | 'all'>
        aria-label={t('state.label')}
        value={search.state ?? 'open'}
        onChange={(state) => choose({ state: state === 'all' ? state : undefined })}
        options={(['open', 'all'] as const).map((value) => ({ value, label: t(`filter.${value}`) }))}
      />
      {session.stores.length > 1 && (
        <Select
          aria-label={t('store')}
          style={{ minWidth: 160 }}
          value={search.storeId ?? store?.id}
          onChange={(storeId) => choose({ storeId: storeId === store?.id ? undefined : storeId })}
          options={session.stores.map((s) => ({ value: s.id, label: s.name }))}
        />
      )}
      <KindRules />
    </Filters>
  )
}

function DepositList({ storeId }: { storeId: string }) {
  const { t } = useTranslation('deposits')
  const { q, state = 'open' } = useSearch({ from: '/shell/deposits' })
  const navigate = useNavigate()
  const columns = useColumns(state)
  const pages = useInfiniteQuery(depositsQuery({ storeId, state, ...(q ? { q } : {}) }))
  if (pages.isPending) return <Bones heights={[76, 36, 48, 48, 48, 48]} />
  if (!pages.data) return <QueryProblem query={pages} />
  const rows = pages.data.pages.flatMap((page) => page.items)
  const totals = pages.data.pages[0]?.totals
  if (rows.length === 0) return <NoDeposits isSearch={q !== undefined} isOpenOnly={state === 'open'} />
  return (
    <>
      {totals && <Totals totals={totals} />}
      <DataTable<DepositRow>
        label={t('title')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/deposits/$depositId', params: { depositId: row.id } })}
        isMuted={(row) => row.openFen === 0}
      />
      <LoadMore pages={pages} />
    </>
  )
}

function NoDeposits({ isSearch, isOpenOnly }: { isSearch: boolean; isOpenOnly: boolean }) {
  const { t } = useTranslation('deposits')
  const navigate = useNavigate({ from: '/deposits' })
  const maySell = useCan('sell', 'Ticket')
  const icon = <PushpinOutlined aria-hidden="true" />
  if (isSearch)
    return (
      <EmptyState
        icon={icon}
        title={t('noneFound')}
        hint={t(isOpenOnly ? 'noneFoundOpen' : 'noneFoundHint')}
        action={
          isOpenOnly && (
            <Button onClick={() => void navigate({ to: '/deposits', search: (before) => ({ ...before, state: 'all' }), replace: true })}>
              {t('searchAll')}
            </Button>
          )
        }
      />
    )
  return (
    <EmptyState
      icon={icon}
      title={t('none')}
      hint={t('noneHint')}
      action={
        maySell && (
          <LinkButton to="/desk" search={{ take: 'deposit' }}>
            {t('take')}
          </LinkButton>
        )
      }
    />
  )
}

function Totals({ totals }: { totals: Schema<'DepositPage'>['totals'] }) {
  const { t } = useTranslation('deposits')
  return (
    <section className={styles.tiles} aria-label={t('totals')}>
      <div className={styles.tile}>
        <span>{t('openTotal')}</span>
        <strong>
          <Money fen={totals.openFen} />
        </strong>
        <span>{t('count', { count: totals.deposits })}</span>
      </div>
      <div className={totals.overdue > 0 ? styles.tileLate : styles.tile}>
        <span>{t('overdueTotal')}</span>
        <strong>{t('count', { count: totals.overdue })}</strong>
        <span>{t(totals.overdue > 0 ? 'overdueHint' : 'overdueNone')}</span>
      </div>
    </section>
  )
}

function useColumns(state: 'open' | 'all'): Column<DepositRow>[] {
  const { t, i18n } = useTranslation('deposits')
  return [
    {
      key: 'who',
      title: t('who'),
      render: (row) => (
        <MainCell
          title={
            <>
              {whoOf(row)} <KindTag kind={row.kind} />
            </>
          }
          sub={
            <>
              <span>{row.memberNumber ?? row.contactPhone ?? t('noPhone')}</span>
              <span className={styles.onPhone}>
                {row.purpose}
                {row.dueOn !== null && <DueDay deposit={row} />}
              </span>
            </>
          }
        />
      ),
    },
    {
      key: 'purpose',
      title: t('purpose'),
      from: 'tablet',
      render: (row) => (
        <span className={`yb-truncate ${styles.purpose}`} title={row.purpose}>
          {row.purpose}
        </span>
      ),
    },
    { key: 'due', title: t('due.title'), from: 'tablet', render: (row) => <DueDay deposit={row} /> },
    ...(state === 'all'
      ? [{ key: 'state', title: t('state.label'), from: 'tablet', render: (row) => <StateTag deposit={row} /> } as Column<DepositRow>]
      : []),
    {
      key: 'taken',
      title: t('takenBy'),
      from: 'desktop',
      render: (row) => <MainCell title={row.takenByName ?? '—'} sub={timeText(row.takenAt, i18n.language)} />,
    },
    { key: 'amount', title: t('amount'), align: 'right', from: 'desktop', render: (row) => <Money fen={row.amountFen} tone="soft" /> },
    { key: 'left', title: t('left'), align: 'right', render: (row) => <Money fen={row.openFen} tone="strong" /> },
  ]
}
