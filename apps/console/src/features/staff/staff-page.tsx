import { useInfiniteQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Segmented from 'antd/es/segmented'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Filters, PageBody, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { roleName } from '../../lib/role-name.ts'
import type { Schema } from '../../lib/schema.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { AccountForm } from './account-form.tsx'
import { staffQuery } from './queries.ts'
import styles from './staff.module.css'
import { StaffForm } from './staff-form.tsx'

type Person = Schema<'StaffEntry'>

export function StaffPage() {
  const { t } = useTranslation(['staff', 'common', 'account', 'setup', 'trade'])
  const pages = useInfiniteQuery(staffQuery)
  const [shown, setShown] = useState<'active' | 'inactive'>('active')
  const [edited, setEdited] = useState<string | 'new' | null>(null)
  const [accountOf, setAccountOf] = useState<string | null>(null)
  const people = pages.data?.pages.flatMap((page) => page.items) ?? []
  const columns = useColumns(setAccountOf)
  const person = people.find((p) => p.id === edited)
  const withAccount = people.find((p) => p.id === accountOf)
  return (
    <>
      <PageHeader title={t('title')} about={t('about')}>
        <Button type="primary" onClick={() => setEdited('new')}>
          {t('add')}
        </Button>
      </PageHeader>
      <PageBody>
        <Filters>
          <Segmented
            value={shown}
            onChange={setShown}
            options={[
              { value: 'active', label: t('working') },
              { value: 'inactive', label: t('left') },
            ]}
          />
        </Filters>
        {pages.isPending && <Bones heights={[36, 48, 48, 48, 48]} />}
        {!pages.data && <QueryProblem query={pages} />}
        {pages.data && (
          <DataTable<Person>
            label={t('title')}
            columns={columns}
            rows={people.filter((p) => p.isActive === (shown === 'active'))}
            rowKey={(row) => row.id}
            onOpen={(row) => setEdited(row.id)}
          />
        )}
        <LoadMore pages={pages} />
      </PageBody>
      {(edited === 'new' || person) && <StaffForm key={edited} person={person ?? null} onClose={() => setEdited(null)} />}
      {withAccount && <AccountForm key={withAccount.id} person={withAccount} onClose={() => setAccountOf(null)} />}
    </>
  )
}

function useColumns(onAccount: (staffId: string) => void): Column<Person>[] {
  const { t } = useTranslation(['staff', 'trade'])
  const { session } = useWorkplace()
  const storeName = (id: string | null) =>
    id === null ? t('allStores') : (session.stores.find((s) => s.id === id)?.name ?? t('otherStore'))
  return [
    {
      key: 'name',
      title: t('name'),
      render: (row) => <MainCell title={row.name} sub={`${row.code} · ${t(`trade:position.${row.position}`)}`} />,
    },
    { key: 'store', title: t('homeStore'), from: 'tablet', render: (row) => storeName(row.homeStoreId) },
    {
      key: 'roles',
      title: t('roles'),
      from: 'desktop',
      render: (row) => (
        <div className={styles.roles}>
          {(row.account?.roles ?? []).map((g) => (
            <Tag key={`${g.role} ${g.storeId}`} tone="brand">
              {roleName(t, g)} · {storeName(g.storeId)}
            </Tag>
          ))}
        </div>
      ),
    },
    {
      key: 'signIn',
      title: t('signInName'),
      from: 'tablet',
      render: (row) =>
        row.account ? (
          <MainCell
            title={<span style={{ fontWeight: 400 }}>{row.account.signInName}</span>}
            sub={row.account.hasPin ? t('hasPin') : t('noPin')}
          />
        ) : (
          '—'
        ),
    },
    {
      key: 'account',
      title: '',
      align: 'right',
      render: (row) => (
        <Button
          onClick={(event) => {
            event.stopPropagation()
            onAccount(row.id)
          }}
        >
          {row.account ? t('account') : t('giveAccount')}
        </Button>
      ),
    },
  ]
}
