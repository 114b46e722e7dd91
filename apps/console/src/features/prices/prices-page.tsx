import { TagsOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { TextField } from '../../components/inputs.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Money } from '../../components/money.tsx'
import { PageBody, Section } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { timeText } from '../../lib/time.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { ItemHistory } from './item-history.tsx'
import { clearPending, dropPending, type PendingPrice, usePending } from './pending.ts'
import styles from './prices.module.css'
import { priceBooksQuery, staffNamesQuery } from './queries.ts'

export function PricesPage() {
  const { t } = useTranslation('prices')
  const mayPublish = useCan('manage', 'Price')
  return (
    <>
      <PageHeader title={t('title')} about={t('about')} />
      <PageBody>
        {mayPublish && <PendingPrices />}
        <ItemHistory />
        <Versions />
      </PageBody>
    </>
  )
}

function PendingPrices() {
  const { t } = useTranslation('prices')
  const { session } = useWorkplace()
  const pending = usePending()
  const place = (storeId: string | null) =>
    storeId === null ? t('brand') : (session.stores.find((s) => s.id === storeId)?.name ?? t('otherStore'))
  const amount = (fen: number | null, storeId: string | null) =>
    fen === null ? storeId === null ? t('noPrice') : t('asBrand') : <Money fen={fen} />
  return (
    <Section title={t('pending')} note={t('pendingNote')}>
      {pending.length === 0 ? (
        <EmptyState
          icon={<TagsOutlined aria-hidden="true" />}
          title={t('nothingPending')}
          hint={t('nothingPendingHint')}
          action={
            <LinkButton to="/catalog" search={{}} isPrimary>
              {t('goCatalog')}
            </LinkButton>
          }
        />
      ) : (
        <>
          <DataTable<PendingPrice>
            label={t('pending')}
            rows={pending}
            rowKey={(row) => `${row.itemId} ${row.storeId}`}
            columns={[
              { key: 'item', title: t('item'), render: (row) => row.itemName },
              { key: 'where', title: t('where'), render: (row) => place(row.storeId) },
              { key: 'before', title: t('before'), align: 'right', from: 'tablet', render: (row) => amount(row.fromFen, row.storeId) },
              { key: 'after', title: t('after'), align: 'right', render: (row) => <strong>{amount(row.toFen, row.storeId)}</strong> },
              {
                key: 'drop',
                title: '',
                align: 'right',
                render: (row) => <Button onClick={() => dropPending(row.itemId, row.storeId)}>{t('drop')}</Button>,
              },
            ]}
          />
          <Publish pending={pending} />
        </>
      )}
    </Section>
  )
}

/** In force at once, everywhere; bills that are open are priced anew before they are paid. */
function Publish({ pending }: { pending: readonly PendingPrice[] }) {
  const { t } = useTranslation('prices')
  const queryClient = useQueryClient()
  const [note, setNote] = useState('')
  const publish = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/price-books', {
          body: { note: note.trim(), changes: pending.map(({ itemId, storeId, toFen }) => ({ itemId, storeId, amountFen: toFen })) },
        }),
      ),
    onSuccess: () => {
      clearPending()
      setNote('')
      for (const key of ['price-books', 'items', 'item', 'catalog', 'quote']) void queryClient.invalidateQueries({ queryKey: [key] })
    },
  })
  return (
    <>
      <div className={styles.publish}>
        <TextField label={t('note')} value={note} maxLength={200} placeholder={t('notePlaceholder')} onChange={setNote} />
        <Button type="primary" loading={publish.isPending} onClick={() => publish.mutate()}>
          {t('publish', { count: pending.length })}
        </Button>
      </div>
      <ProblemAlert error={publish.error} />
    </>
  )
}

function Versions() {
  const { t, i18n } = useTranslation('prices')
  const names = useQuery(staffNamesQuery)
  const pages = useInfiniteQuery(priceBooksQuery)
  if (pages.isPending) return <Bones heights={[24, 48, 48, 48]} />
  if (!pages.data) return <QueryProblem query={pages} />
  const rows = pages.data.pages.flatMap((page) => page.items)
  return (
    <Section title={t('versions')} note={t('versionsNote')}>
      <DataTable
        label={t('versions')}
        rows={rows}
        rowKey={(row) => String(row.version)}
        columns={[
          { key: 'version', title: t('version'), render: (row) => <strong>{t('versionNumber', { version: row.version })}</strong> },
          { key: 'note', title: t('note'), render: (row) => (row.publishedBy === null ? t('firstBook') : row.note || '—') },
          { key: 'when', title: t('when'), from: 'tablet', render: (row) => timeText(row.publishedAt, i18n.language) },
          {
            key: 'by',
            title: t('by'),
            from: 'tablet',
            render: (row) => (row.publishedBy ? (names.data?.get(row.publishedBy) ?? '') : t('system')),
          },
          { key: 'count', title: t('priceCount'), align: 'right', render: (row) => row.priceCount },
        ]}
      />
      <LoadMore pages={pages} />
    </Section>
  )
}
