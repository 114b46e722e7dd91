import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { Money } from '../../components/money.tsx'
import { Section } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import type { Schema } from '../../lib/schema.ts'
import { useCan } from '../session/session-context.tsx'
import { depositsKeptQuery } from './queries.ts'

type Row = Schema<'DepositsKept'>['rows'][number]

/** What lies with the shop as deposits at the same moment: owed too, and no part of the prepaid value above. */
export function DepositsKept({ storeId, asOf }: { storeId: string | undefined; asOf: string | undefined }) {
  const { t } = useTranslation(['reports', 'deposits'])
  const mayList = useCan('read', 'Ticket')
  const kept = useQuery(depositsKeptQuery(storeId, asOf))
  if (!kept.data) return <QueryProblem query={kept} />
  if (kept.data.rows.length === 0) return null
  const columns: Column<Row>[] = [
    {
      key: 'store',
      title: t('store'),
      render: (row) =>
        mayList && asOf === undefined ? (
          <Link to="/deposits" search={{ storeId: row.storeId }}>
            {row.storeName}
          </Link>
        ) : (
          row.storeName
        ),
      footer: t('deposits.total'),
    },
    { key: 'kind', title: t('kind'), render: (row) => t(`deposits:kind.${row.kind}`) },
    { key: 'count', title: t('quantity'), align: 'right', render: (row) => t('deposits:count', { count: row.deposits }) },
    {
      key: 'open',
      title: t('deposits.open'),
      align: 'right',
      render: (row) => <Money fen={row.openFen} tone="strong" />,
      footer: <Money fen={kept.data.depositsFen} tone="strong" />,
    },
  ]
  return (
    <Section title={t('deposits.title')} note={t('deposits.note')}>
      <DataTable<Row> label={t('deposits.title')} columns={columns} rows={kept.data.rows} rowKey={(row) => `${row.storeId} ${row.kind}`} />
    </Section>
  )
}
