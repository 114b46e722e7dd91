import { AccountBookOutlined } from '@ant-design/icons'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Segmented from 'antd/es/segmented'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ExportButton } from '../../components/export-button.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Money } from '../../components/money.tsx'
import { Filters, PageBody, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { useTypedSearch } from '../../lib/use-typed-search.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import styles from './accounts.module.css'
import { ages, owedOf } from './ages.ts'
import { CompanyForm } from './company-form.tsx'
import { MemberDialog } from './member-dialog.tsx'
import { type AccountFilter, type AccountRow, accountsQuery } from './queries.ts'

/** Who owes this store what, and for how long; who has owed longest stands first. */
export function AccountsPage() {
  const { t } = useTranslation('accounts')
  const { store } = useWorkplace()
  const search = useSearch({ from: '/shell/accounts' })
  const mayManage = useCan('manage', 'Credit')
  const mayExport = useCan('export', 'Report')
  const [dialog, setDialog] = useState<'company' | 'member' | null>(null)
  if (!store) return null
  const filter: AccountFilter = { storeId: store.id, ...search }
  const query = new URLSearchParams({ storeId: store.id, ...search })
  return (
    <>
      <PageHeader title={t('title')} about={t('about', { store: store.name })}>
        {mayExport && <ExportButton address={`/api/credit-accounts/export?${query}`} />}
        {mayManage && <Button onClick={() => setDialog('member')}>{t('member.button')}</Button>}
        {mayManage && (
          <Button type="primary" onClick={() => setDialog('company')}>
            {t('company.button')}
          </Button>
        )}
      </PageHeader>
      <PageBody>
        <AccountFilters />
        <AccountList filter={filter} onCompany={mayManage ? () => setDialog('company') : undefined} />
      </PageBody>
      {dialog === 'company' && <CompanyForm onClose={() => setDialog(null)} />}
      {dialog === 'member' && <MemberDialog onClose={() => setDialog(null)} />}
    </>
  )
}

function AccountFilters() {
  const { t } = useTranslation('accounts')
  const search = useSearch({ from: '/shell/accounts' })
  const navigate = useNavigate()
  const [typed, setTyped] = useTypedSearch(
    search.q,
    (q) => void navigate({ to: '/accounts', search: ({ state }) => ({ q, state: state === 'all' ? state : undefined }), replace: true }),
  )
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
      <Segmented
        aria-label={t('state')}
        value={search.state ?? 'owing'}
        onChange={(state) =>
          void navigate({ to: '/accounts', search: { ...search, state: state === 'all' ? state : undefined }, replace: true })
        }
        options={(['owing', 'all'] as const).map((value) => ({ value, label: t(`filter.${value}`) }))}
      />
    </Filters>
  )
}

function AccountList({ filter, onCompany }: { filter: AccountFilter; onCompany: (() => void) | undefined }) {
  const { t } = useTranslation('accounts')
  const navigate = useNavigate()
  const pages = useInfiniteQuery({ ...accountsQuery(filter), placeholderData: keepPreviousData })
  const totals = pages.data?.pages[0]?.totals
  const columns = useColumns(totals)
  if (pages.isPending) return <Bones heights={[36, 48, 48, 48, 48, 48]} />
  if (!pages.data) return <QueryProblem query={pages} />
  const rows = pages.data.pages.flatMap((page) => page.items)
  if (rows.length === 0)
    return (
      <EmptyState
        icon={<AccountBookOutlined aria-hidden="true" />}
        title={filter.q ? t('noneFound') : t('none')}
        hint={filter.q ? t('noneFoundHint') : t('noneHint')}
        action={!filter.q && onCompany && <Button onClick={onCompany}>{t('company.button')}</Button>}
      />
    )
  return (
    <>
      <DataTable<AccountRow>
        label={t('title')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        isMuted={(row) => !row.isActive}
        onOpen={(row) => void navigate({ to: '/accounts/$accountId', params: { accountId: row.id } })}
      />
      <LoadMore pages={pages} />
    </>
  )
}

function useColumns(totals: Pick<AccountRow, 'owedHereFen' | 'ages'> | undefined): Column<AccountRow>[] {
  const { t } = useTranslation('accounts')
  const money = (fen: number) => (fen === 0 ? <span className={styles.none}>—</span> : <Money fen={fen} />)
  return [
    {
      key: 'name',
      title: t('name'),
      footer: t('sum'),
      render: (row) => (
        <MainCell
          title={
            <>
              {row.name ?? row.memberNumber ?? '—'} {row.kind === 'company' && <Tag tone="brand">{t('kind.company')}</Tag>}{' '}
              {!row.isActive && <Tag>{t('shut')}</Tag>}
            </>
          }
          sub={[row.kind === 'member' && row.memberNumber, row.note].filter(Boolean).join(' · ')}
        />
      ),
    },
    ...ages.map(
      (age): Column<AccountRow> => ({
        key: age,
        title: t(`age.${age}`),
        align: 'right',
        from: 'tablet',
        footer: totals && money(owedOf(totals, age)),
        render: (row) => money(owedOf(row, age)),
      }),
    ),
    {
      key: 'owed',
      title: t('owedHere'),
      align: 'right',
      footer: totals && <Money fen={totals.owedHereFen} tone="strong" />,
      render: (row) => (row.owedHereFen === 0 ? money(0) : <Money fen={row.owedHereFen} tone="strong" />),
    },
    { key: 'since', title: t('since'), from: 'desktop', render: (row) => row.oldestOn ?? '—' },
    { key: 'limit', title: t('limit'), align: 'right', from: 'desktop', render: (row) => <Money fen={row.limitFen} tone="soft" /> },
  ]
}
