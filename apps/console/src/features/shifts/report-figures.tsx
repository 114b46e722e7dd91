import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { Money } from '../../components/money.tsx'
import { type Fact, Facts, Section } from '../../components/page-body.tsx'
import type { Schema } from '../../lib/schema.ts'
import { Variance } from './variance.tsx'

type Document = Schema<'ShiftReportDocument'>
type Kinds = Document['sales']['lines']
type ZShift = Document['shifts'][number]

/** The figures of a Z or an X, section by section; bills and shifts open from here. */
export function ReportFigures({ document }: { document: Document }) {
  const { t } = useTranslation('shifts')
  const { sales } = document
  const [only] = document.shifts
  const kinds = useKinds()
  return (
    <>
      <Section
        title={t('report.sales')}
        note={[
          t('report.bills', { count: sales.ticketCount }),
          sales.otherDayCount > 0 && t('report.otherDay', { count: sales.otherDayCount }),
        ]
          .filter(Boolean)
          .join('，')}
        side={
          document.kind !== 'day' &&
          only && (
            <LinkButton to="/tickets" search={{ shiftId: only.id }}>
              {t('report.tickets')}
            </LinkButton>
          )
        }
        card
      >
        <Facts
          facts={[
            ...kinds(sales.lines, (row) => (row.kind === 'rounding' ? '' : ` × ${row.quantity}`)),
            { key: 'total', label: t('report.total'), value: <Money fen={sales.totalFen} tone="strong" />, isTotal: true },
          ]}
        />
      </Section>
      {sales.adjustments.length > 0 && (
        <Section title={t('report.discounts')} card>
          <Facts
            facts={[
              { key: 'list', label: t('report.list'), value: <Money fen={sales.listFen} /> },
              ...kinds(sales.adjustments, (row) => ` · ${t('report.times', { count: row.count })}`),
            ]}
          />
        </Section>
      )}
      <Section title={t('report.tenders')} card>
        <Facts facts={kinds(sales.tenders, (row) => ` · ${t('report.times', { count: row.count })}`)} />
      </Section>
      {sales.refunds.length > 0 && (
        <Section title={t('report.refunds')} card>
          <Facts
            facts={[
              ...kinds(sales.refunds, (row) => ` · ${t('report.times', { count: row.count })}`, -1),
              ...kinds(sales.refundTenders, () => '', -1),
            ]}
          />
        </Section>
      )}
      <Prepaid document={document} />
      <Cash document={document} />
      {document.kind === 'day' && <Shifts shifts={document.shifts} />}
    </>
  )
}

/** What a shop sells and takes, in the order in which it thinks of it; anything else behind. */
const ORDER =
  'service product principal bonus pass top_up tip rounding cash wechat alipay bank_card stored_value level store_price manual pass_price'.split(
    ' ',
  )

function byOrder(a: Kinds[number], b: Kinds[number]): number {
  const rank = ({ kind }: Kinds[number]) => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length)
  return rank(a) - rank(b)
}

function useKinds() {
  const { t } = useTranslation('shifts')
  return (rows: Kinds, more: (row: Kinds[number]) => string, sign: 1 | -1 = 1, prefix = ''): Fact[] =>
    rows.toSorted(byOrder).map((row) => ({
      key: `${prefix}${row.kind}`,
      label: `${prefix}${t(`kind.${row.kind}`, { defaultValue: row.kind })}${more(row)}`,
      value: <Money fen={row.amountFen * sign} />,
    }))
}

function Prepaid({ document: { sales } }: { document: Document }) {
  const { t } = useTranslation('shifts')
  const kinds = useKinds()
  const sessions = (row: Kinds[number]) => (row.kind === 'pass' ? ` × ${row.quantity}` : '')
  const facts = (['sold', 'used', 'returned', 'takenBack'] as const).flatMap((act) =>
    kinds(sales[act], sessions, 1, `${t(`report.${act}`)} · `),
  )
  if (facts.length === 0) return null
  return (
    <Section title={t('report.prepaid')} card>
      <Facts facts={facts} />
    </Section>
  )
}

function Cash({ document }: { document: Document }) {
  const { t } = useTranslation('shifts')
  const { cash, count, movements } = document
  const money = (key: string, label: ReactNode, fen: number): Fact => ({ key, label, value: <Money fen={fen} /> })
  return (
    <Section title={t('report.cash')} card>
      <Facts
        facts={[
          money('float', t('report.float'), cash.openingFloatFen),
          money('sales', t('report.cashSales'), cash.salesFen),
          money('topUps', t('report.cashTopUps'), cash.topUpFen),
          money('refunds', t('report.cashRefunds'), -cash.refundFen),
          ...movements.map((m) =>
            money(
              `${m.at}${m.code}${m.amountFen}`,
              [t(`code.${m.code}`, { defaultValue: m.code }), m.note].filter(Boolean).join(' · '),
              m.amountFen,
            ),
          ),
          { key: 'expected', label: t('report.expected'), value: <Money fen={cash.expectedFen} tone="strong" />, isTotal: true },
        ]}
      />
      {count && <Count document={document} count={count} />}
    </Section>
  )
}

/** What was there, the difference and who answers for it, what was taken away. */
function Count({ document, count }: { document: Document; count: NonNullable<Document['count']> }) {
  const { t } = useTranslation('shifts')
  // Of a day each shift has its own answers; they stand with the shifts.
  const shift = document.kind === 'day' ? undefined : document.shifts[0]
  const words = (key: 'reason' | 'approver' | 'receiver', value: string | null | undefined) =>
    value ? { key, label: t(`report.${key}`), value } : null
  return (
    <Facts
      facts={[
        { key: 'counted', label: t('report.counted'), value: <Money fen={count.countedFen} /> },
        count.firstCountedFen !== null && {
          key: 'first',
          label: t('report.first', { times: count.times }),
          value: <Money fen={count.firstCountedFen} tone="soft" />,
        },
        { key: 'variance', label: t('report.variance'), value: <Variance fen={count.varianceFen} />, isTotal: true },
        words('reason', shift?.varianceReason),
        words('approver', shift?.approvedByName),
        words('receiver', shift?.receivedByName),
        { key: 'taken', label: t('report.taken'), value: <Money fen={count.takenFen} /> },
        { key: 'left', label: t('report.left'), value: <Money fen={count.closingFloatFen} /> },
      ]}
    />
  )
}

function Shifts({ shifts }: { shifts: readonly ZShift[] }) {
  const { t } = useTranslation('shifts')
  const navigate = useNavigate()
  const columns: Column<ZShift>[] = [
    { key: 'shift', title: t('list.shift'), render: (row) => <MainCell title={row.label} sub={row.closedByName ?? undefined} /> },
    { key: 'counted', title: t('list.counted'), align: 'right', render: (row) => <Money fen={row.countedFen ?? 0} /> },
    { key: 'variance', title: t('list.variance'), align: 'right', render: (row) => <Variance fen={row.varianceFen ?? 0} /> },
  ]
  return (
    <Section title={t('report.shifts')}>
      <DataTable<ZShift>
        label={t('report.shifts')}
        columns={columns}
        rows={shifts}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/tickets', search: { shiftId: row.id } })}
      />
    </Section>
  )
}
