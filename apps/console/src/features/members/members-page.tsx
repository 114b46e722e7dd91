import { TeamOutlined, WarningFilled } from '@ant-design/icons'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { MemberAvatar } from '../../components/member-avatar.tsx'
import { Money } from '../../components/money.tsx'
import { PageBody, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { MemberTag } from '../member-file/known.tsx'
import file from '../member-file/member-file.module.css'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { MemberFilters } from './member-filters.tsx'
import styles from './members.module.css'
import { MembersExport } from './members-export.tsx'
import { membersQuery } from './queries.ts'

type Row = Schema<'MemberRow'>

export function MembersPage() {
  const { t } = useTranslation(['members', 'accounts', 'memberfile'])
  const mayEnrol = useCan('create', 'Member')
  const mayMerge = useCan('merge', 'Member')
  const mayExport = useCan('export', 'Report')
  return (
    <>
      <PageHeader title={t('title')}>
        {mayExport && <MembersExport />}
        <LinkButton to="/members/reminders" search={{}}>
          {t('reminders')}
        </LinkButton>
        {mayMerge && <LinkButton to="/members/duplicates">{t('duplicates')}</LinkButton>}
        {mayEnrol && (
          <LinkButton to="/members/new" isPrimary>
            {t('enrol')}
          </LinkButton>
        )}
      </PageHeader>
      <PageBody>
        <MemberFilters />
        <MemberList />
      </PageBody>
    </>
  )
}

function MemberList() {
  const { t } = useTranslation('members')
  const search = useSearch({ from: '/shell/members' })
  const navigate = useNavigate()
  const columns = useColumns()
  const pages = useInfiniteQuery({ ...membersQuery(search), placeholderData: keepPreviousData })
  if (pages.isPending) return <Bones heights={[36, 48, 48, 48, 48, 48, 48]} />
  if (!pages.data) return <QueryProblem query={pages} />
  const rows = pages.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) return <NoMembers />
  return (
    <>
      <DataTable<Row>
        label={t('title')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        isMuted={(row) => !row.isActive}
        onOpen={(row) => void navigate({ to: '/members/$memberId', params: { memberId: row.id } })}
      />
      <LoadMore pages={pages} />
    </>
  )
}

function NoMembers() {
  const { t } = useTranslation('members')
  const search = useSearch({ from: '/shell/members' })
  const isFiltered = Object.keys(search).some((key) => key !== 'sort')
  return (
    <EmptyState
      icon={<TeamOutlined aria-hidden="true" />}
      title={isFiltered ? t('noneFound') : t('none')}
      hint={isFiltered ? t('noneFoundHint') : t('noneHint')}
      action={
        <LinkButton to="/members/new" search={{}} isPrimary>
          {t('enrol')}
        </LinkButton>
      }
    />
  )
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation('members')
  const { session } = useWorkplace()
  const seesMoney = useCan('read', 'Wallet')
  return [
    {
      key: 'name',
      title: t('name'),
      render: (row) => (
        <div className={file.personRow}>
          <MemberAvatar member={row} size="small" />
          <MainCell
            title={
              <>
                {row.name ?? row.number}{' '}
                {row.hasAllergies && (
                  <WarningFilled
                    style={{ color: 'var(--yb-danger)' }}
                    role="img"
                    aria-label={t('hasAllergies')}
                    title={t('hasAllergies')}
                  />
                )}{' '}
                {!row.isActive && <Tag>{t('inactive')}</Tag>}
              </>
            }
            sub={row.foundCard ? t(`foundCard.${row.foundCard.state}`, { number: row.foundCard.number }) : row.number}
          />
        </div>
      ),
    },
    { key: 'phone', title: t('phone'), render: (row) => row.phone ?? '—' },
    { key: 'level', title: t('level'), from: 'tablet', render: (row) => <Tag tone="brand">{row.level.name}</Tag> },
    {
      key: 'tags',
      title: t('tags'),
      from: 'tablet',
      render: (row) => (
        <div className={styles.tags}>
          {row.tags.map((tag) => (
            <MemberTag key={tag.id} tag={tag} />
          ))}
        </div>
      ),
    },
    {
      key: 'lastVisit',
      title: t('lastVisit'),
      from: 'desktop',
      render: (row) => row.lastVisitOn ?? '—',
    },
    ...(seesMoney
      ? [
          {
            key: 'spend',
            title: t('spend'),
            align: 'right' as const,
            from: 'desktop' as const,
            render: (row: Row) => (row.spendFen === null ? '—' : <Money fen={row.spendFen} />),
          },
        ]
      : []),
    {
      key: 'store',
      title: t('homeStore'),
      from: 'desktop',
      render: (row) => session.stores.find((s) => s.id === row.homeStoreId)?.name ?? '—',
    },
  ]
}
