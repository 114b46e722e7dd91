import { FileTextOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { MemberSelect } from '../../components/member-select.tsx'
import { Money } from '../../components/money.tsx'
import { Filters, PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { sinceText, timeText } from '../../lib/time.ts'
import { PHONE, useMedia } from '../../lib/use-media.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { ticketsQuery } from './queries.ts'
import { TicketState, useLineName } from './ticket-words.tsx'

type Row = Schema<'TicketSummary'>
const states = ['completed', 'held', 'voided'] as const

export function TicketsPage() {
  const { t } = useTranslation(['tickets', 'trade'])
  const { session, store } = useWorkplace()
  const { storeId } = useSearch({ from: '/shell/tickets' })
  const chosen = session.stores.find((s) => s.id === storeId) ?? store
  if (!chosen) return <EmptyState title={t('noStore')} hint={t('noStoreHint')} />
  return (
    <>
      <PageHeader title={t('title')} about={chosen.name} />
      <PageBody>
        <TicketFilters />
        <TicketList storeId={chosen.id} />
      </PageBody>
    </>
  )
}

function TicketFilters() {
  const { t } = useTranslation(['tickets', 'trade'])
  const { session, store } = useWorkplace()
  const search = useSearch({ from: '/shell/tickets' })
  const navigate = useNavigate()
  const choose = (change: Partial<typeof search>) => void navigate({ to: '/tickets', search: { ...search, ...change }, replace: true })
  return (
    <Filters>
      {session.stores.length > 1 && (
        <Select
          aria-label={t('store')}
          style={{ minWidth: 160 }}
          value={search.storeId ?? store?.id}
          onChange={(storeId) => choose({ storeId: storeId === store?.id ? undefined : storeId })}
          options={session.stores.map((s) => ({ value: s.id, label: s.name }))}
        />
      )}
      <Input
        type="date"
        aria-label={t('day')}
        title={t('day')}
        style={{ width: 160 }}
        value={search.day ?? ''}
        onChange={(e) => choose({ day: e.target.value || undefined })}
      />
      <Select
        aria-label={t('state')}
        allowClear
        placeholder={t('anyState')}
        style={{ minWidth: 130 }}
        value={search.state}
        onChange={(state) => choose({ state: state ?? undefined })}
        options={states.map((value) => ({ value, label: t(`trade:ticketState.${value}`) }))}
      />
      <MemberSelect value={search.memberId} onChange={(memberId) => choose({ memberId })} />
      {(search.day ?? search.state ?? search.memberId ?? search.shiftId) && (
        <Button type="link" onClick={() => void navigate({ to: '/tickets', search: {} })}>
          {t('clearFilters')}
        </Button>
      )}
    </Filters>
  )
}

function TicketList({ storeId }: { storeId: string }) {
  const { t } = useTranslation('tickets')
  const search = useSearch({ from: '/shell/tickets' })
  const navigate = useNavigate()
  const columns = useColumns()
  const pages = useInfiniteQuery(ticketsQuery({ ...search, storeId }))
  if (pages.isPending) return <Bones heights={[36, 48, 48, 48, 48, 48, 48]} />
  if (!pages.data) return <QueryProblem query={pages} />
  const rows = pages.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) {
    const isFiltered = Boolean(search.day ?? search.state ?? search.memberId ?? search.shiftId)
    return (
      <EmptyState
        icon={<FileTextOutlined aria-hidden="true" />}
        title={isFiltered ? t('noneFound') : t('none')}
        hint={isFiltered ? t('noneFoundHint') : t('noneHint')}
        action={
          isFiltered ? (
            <Button onClick={() => void navigate({ to: '/tickets', search: {} })}>{t('clearFilters')}</Button>
          ) : (
            <LinkButton to="/desk" isPrimary>
              {t('openDesk')}
            </LinkButton>
          )
        }
      />
    )
  }
  return (
    <>
      <DataTable<Row>
        label={t('title')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/tickets/$ticketId', params: { ticketId: row.id } })}
        isMuted={(row) => row.state === 'voided'}
      />
      <LoadMore pages={pages} />
    </>
  )
}

function useColumns(): Column<Row>[] {
  const { t, i18n } = useTranslation(['tickets', 'trade'])
  const lineName = useLineName()
  const isPhone = useMedia(PHONE)
  const namesOf = (row: Row) => row.lineNames.map(lineName).join('、')
  // A phone has no column for whose a bill is and how far it got: both stand with its number.
  const aboutOf = (row: Row) => (isPhone ? `${row.memberName ?? t('walkIn')} · ${namesOf(row)}` : namesOf(row))
  return [
    {
      key: 'number',
      title: t('number'),
      render: (row) => (
        <MainCell
          title={
            <>
              {row.number ?? (row.holdLabel || t('trade:ticketState.held'))} {isPhone && !isPlain(row) && <TicketState ticket={row} />}
            </>
          }
          sub={
            <span className="yb-truncate" title={aboutOf(row)} style={{ display: 'block', maxWidth: 'min(340px, 44vw)' }}>
              {aboutOf(row)}
            </span>
          }
        />
      ),
    },
    {
      key: 'member',
      title: t('member'),
      from: 'tablet',
      render: (row) => row.memberName ?? <span style={{ color: 'var(--yb-ink-faint)' }}>{t('walkIn')}</span>,
    },
    {
      key: 'time',
      title: t('time'),
      from: 'tablet',
      render: (row) => {
        const at = row.completedAt ?? row.openedAt
        return (
          <time dateTime={at} title={timeText(at, i18n.language)}>
            {sinceText(at, i18n.language)}
          </time>
        )
      },
    },
    { key: 'by', title: t('by'), from: 'desktop', render: (row) => row.openedByName },
    { key: 'state', title: t('state'), from: 'tablet', render: (row) => <TicketState ticket={row} /> },
    {
      key: 'total',
      title: t('total'),
      align: 'right',
      render: (row) =>
        row.totalFen === null ? (
          '—'
        ) : (
          <MainCell
            title={<Money fen={row.totalFen} tone={row.state === 'voided' ? 'struck' : 'strong'} />}
            sub={
              row.refundedFen > 0 && row.state !== 'voided' ? (
                <>
                  {t('back')} <Money fen={-row.refundedFen} tone="soft" />
                </>
              ) : undefined
            }
          />
        ),
    },
  ]
}

/** Sold, and nothing came back: what most bills are need not be said. */
function isPlain(row: Row): boolean {
  return row.state === 'completed' && row.refundedFen === 0
}
