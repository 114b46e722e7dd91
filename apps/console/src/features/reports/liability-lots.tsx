import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Drawer from 'antd/es/drawer'
import { useTranslation } from 'react-i18next'
import { DataTable, MainCell } from '../../components/data-table.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { Money } from '../../components/money.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { Amount } from '../members/lot-item.tsx'
import { useLineName } from '../tickets/ticket-words.tsx'
import type { Age, Line } from './pivot.ts'
import { liabilityLotsQuery } from './queries.ts'

interface LiabilityLotsProps {
  line: Line
  age: Age | undefined
  asOf: string | undefined
  onClose: () => void
}

/** The lots behind one figure, oldest first, each leading to its member. */
export function LiabilityLots({ line, age, asOf, onClose }: LiabilityLotsProps) {
  const { t, i18n } = useTranslation(['reports', 'trade'])
  const lotName = useLineName()
  const pages = useInfiniteQuery(liabilityLotsQuery({ storeId: line.storeId, kind: line.kind, unit: line.unit, age }, asOf))
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? []
  const title = [line.storeName, t(line.unit === 'day' ? 'unlimitedPass' : `trade:lotKind.${line.kind}`), age && t(`age.${age}`)]
    .filter(Boolean)
    .join(' · ')
  return (
    <Drawer open title={title} size={Math.min(720, window.innerWidth)} onClose={onClose}>
      {pages.isPending && <Bones heights={[36, 48, 48, 48]} />}
      {!pages.data && <QueryProblem query={pages} />}
      {pages.data && (
        <DataTable<Schema<'LiabilityLot'>>
          label={title}
          rows={rows}
          rowKey={(row) => row.lotId}
          columns={[
            {
              key: 'member',
              title: t('member'),
              render: (row) => (
                <MainCell
                  title={
                    <Link to="/members/$memberId" params={{ memberId: row.memberId }} search={{}}>
                      {row.memberName ?? row.memberNumber}
                    </Link>
                  }
                  sub={[row.memberName && row.memberNumber, lotName(row.name)].filter(Boolean).join(' · ')}
                />
              ),
            },
            { key: 'since', title: t('since'), from: 'tablet', render: (row) => timeText(row.createdAt, i18n.language) },
            { key: 'until', title: t('until'), from: 'tablet', render: (row) => row.expiresOn ?? t('noExpiry') },
            {
              key: 'left',
              title: t('left'),
              align: 'right',
              from: 'tablet',
              render: (row) => <Amount unit={row.unit} quantity={row.remaining} />,
            },
            { key: 'value', title: t('value'), align: 'right', render: (row) => <Money fen={row.valueFen} tone="strong" /> },
          ]}
        />
      )}
      <LoadMore pages={pages} />
    </Drawer>
  )
}
