import { TeamOutlined, WarningFilled } from '@ant-design/icons'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Filters, PageBody, Tag } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import styles from './members.module.css'
import { levelsQuery, membersQuery, tagsQuery } from './queries.ts'

type Row = Schema<'MemberRow'>

export function MembersPage() {
  const { t } = useTranslation('members')
  const mayEnrol = useCan('create', 'Member')
  return (
    <>
      <PageHeader title={t('title')}>
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

function MemberFilters() {
  const { t } = useTranslation('members')
  const search = useSearch({ from: '/shell/members' })
  const navigate = useNavigate()
  const tags = useQuery(tagsQuery)
  const levels = useQuery(levelsQuery)
  const [typed, setTyped] = useState(search.q ?? '')
  const asked = useDebounced(typed.trim(), 250)
  useEffect(() => {
    void navigate({ to: '/members', search: (before) => ({ ...before, q: asked || undefined }), replace: true })
  }, [asked, navigate])
  const choose = (change: Partial<typeof search>) => void navigate({ to: '/members', search: { ...search, ...change }, replace: true })
  return (
    <Filters>
      <Input.Search
        className={styles.search}
        allowClear
        autoFocus
        aria-label={t('search')}
        placeholder={t('searchHint')}
        value={typed}
        onChange={(e) => setTyped(e.target.value)}
      />
      <Select
        aria-label={t('level')}
        allowClear
        placeholder={t('anyLevel')}
        style={{ minWidth: 130 }}
        value={search.levelId}
        onChange={(levelId) => choose({ levelId: levelId ?? undefined })}
        options={(levels.data?.items ?? []).map((l) => ({ value: l.id, label: l.name }))}
      />
      <Select
        aria-label={t('tag')}
        allowClear
        placeholder={t('anyTag')}
        style={{ minWidth: 130 }}
        value={search.tag}
        onChange={(tag) => choose({ tag: tag ?? undefined })}
        options={(tags.data?.items ?? []).map((tag) => ({ value: tag.id, label: tag.name }))}
      />
    </Filters>
  )
}

function MemberList() {
  const { t } = useTranslation(['members', 'common'])
  const search = useSearch({ from: '/shell/members' })
  const navigate = useNavigate()
  const columns = useColumns()
  const pages = useInfiniteQuery({ ...membersQuery(search), placeholderData: keepPreviousData })
  if (pages.isPending) return <Bones heights={[36, 48, 48, 48, 48, 48, 48]} />
  if (!pages.data)
    return <ProblemAlert error={pages.error} action={<Button onClick={() => void pages.refetch()}>{t('common:tryAgain')}</Button>} />
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
  const isFiltered = Boolean(search.q ?? search.tag ?? search.levelId)
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
  return [
    {
      key: 'name',
      title: t('name'),
      render: (row) => (
        <MainCell
          title={
            <>
              {row.name ?? row.number}{' '}
              {row.hasAllergies && (
                <WarningFilled style={{ color: 'var(--yb-danger)' }} role="img" aria-label={t('hasAllergies')} title={t('hasAllergies')} />
              )}{' '}
              {!row.isActive && <Tag>{t('inactive')}</Tag>}
            </>
          }
          sub={row.foundCard ? t(`foundCard.${row.foundCard.state}`, { number: row.foundCard.number }) : row.number}
        />
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
            <Tag key={tag.id}>{tag.name}</Tag>
          ))}
        </div>
      ),
    },
    {
      key: 'store',
      title: t('homeStore'),
      from: 'desktop',
      render: (row) => session.stores.find((s) => s.id === row.homeStoreId)?.name ?? '—',
    },
  ]
}
