import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { DataTable } from '../../components/data-table.tsx'
import { Money } from '../../components/money.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { staffNamesQuery } from './queries.ts'

/** Every price an item ever had, newest first. */
export function PriceHistory({ item }: { item: Schema<'ItemDetail'> }) {
  const { t, i18n } = useTranslation('prices')
  const { session } = useWorkplace()
  const names = useQuery(staffNamesQuery)
  const place = (storeId: string | null) =>
    storeId === null ? t('brand') : (session.stores.find((s) => s.id === storeId)?.name ?? t('otherStore'))
  return (
    <DataTable
      label={t('historyOf', { name: item.name })}
      rows={item.priceHistory}
      rowKey={(row) => `${row.version} ${row.storeId}`}
      columns={[
        { key: 'version', title: t('version'), render: (row) => t('versionNumber', { version: row.version }) },
        { key: 'where', title: t('where'), render: (row) => place(row.storeId) },
        {
          key: 'when',
          title: t('when'),
          from: 'tablet',
          render: (row) => <span title={row.note}>{timeText(row.publishedAt, i18n.language)}</span>,
        },
        {
          key: 'by',
          title: t('by'),
          from: 'desktop',
          render: (row) => (row.publishedBy ? (names.data?.get(row.publishedBy) ?? '') : t('system')),
        },
        {
          key: 'price',
          title: t('price'),
          align: 'right',
          render: (row) => (row.amountFen === null ? t('asBrand') : <Money fen={row.amountFen} />),
        },
      ]}
    />
  )
}
