import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Drawer from 'antd/es/drawer'
import { useTranslation } from 'react-i18next'
import { DataTable, MainCell } from '../../components/data-table.tsx'
import { ExportButton } from '../../components/export-button.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Money } from '../../components/money.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { useCan } from '../session/session-context.tsx'
import { useLineName } from '../tickets/ticket-words.tsx'
import { settlementEntriesQuery } from './queries.ts'
import styles from './settlement.module.css'

interface SettlementEntriesProps {
  month: string
  issuerId: string
  performerId: string
  onClose: () => void
}

/** The movements behind one side of a statement, each with the way to its bill and member. */
export function SettlementEntries({ month, issuerId, performerId, onClose }: SettlementEntriesProps) {
  const { t } = useTranslation(['settlement', 'common', 'trade'])
  const lotName = useLineName()
  const mayExport = useCan('export', 'Report')
  const pages = useInfiniteQuery(settlementEntriesQuery(month, issuerId, performerId))
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? []
  const [first] = rows
  const title = first ? t('entriesOf', { issuer: first.issuerName, performer: first.performerName }) : t('entries')
  return (
    <Drawer open title={title} size={Math.min(760, window.innerWidth)} onClose={onClose}>
      <div className={styles.actions}>
        {mayExport && (
          <ExportButton address={`/api/settlement/months/${month}/entries/export?${new URLSearchParams({ issuerId, performerId })}`} />
        )}
      </div>
      {pages.isPending && <Bones heights={[36, 48, 48, 48]} />}
      {!pages.data && <QueryProblem query={pages} />}
      {pages.data && (
        <DataTable<Schema<'SettlementEntry'>>
          label={t('entries')}
          rows={rows}
          rowKey={(row) => `${row.transactionId} ${row.ordinal}`}
          columns={[
            {
              key: 'document',
              title: t('document'),
              render: (row) => (
                <MainCell
                  title={
                    row.documentKind === 'ticket' ? (
                      <Link to="/tickets/$ticketId" params={{ ticketId: row.documentId }}>
                        {row.documentNumber}
                      </Link>
                    ) : (
                      <Link to="/refunds/$refundId" params={{ refundId: row.documentId }}>
                        {row.documentNumber}
                      </Link>
                    )
                  }
                  sub={row.businessDay}
                />
              ),
            },
            {
              key: 'lot',
              title: t('lot'),
              from: 'tablet',
              render: (row) => <MainCell title={lotName(row.lotName)} sub={t(`trade:lotKind.${row.lotKind}`)} />,
            },
            {
              key: 'member',
              title: t('member'),
              from: 'tablet',
              render: (row) => (
                <Link to="/members/$memberId" params={{ memberId: row.memberId }} search={{}}>
                  {row.memberNumber}
                </Link>
              ),
            },
            { key: 'value', title: t('value'), align: 'right', from: 'tablet', render: (row) => <Money fen={-row.valueFen} /> },
            { key: 'owed', title: t('owed'), align: 'right', render: (row) => <Money fen={row.owedFen} tone="strong" /> },
          ]}
        />
      )}
      <LoadMore pages={pages} />
    </Drawer>
  )
}
