import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { Money } from '../../components/money.tsx'
import type { Schema } from '../../lib/schema.ts'
import figures from '../reports/figures.module.css'

type Row = Schema<'SettlementStatement'>

interface StatementsTableProps {
  statements: readonly Row[]
  onOpen: (issuerId: string, performerId: string) => void
}

/** A line for each two stores: what each owes the other, and who pays how much in the end. */
export function StatementsTable({ statements, onOpen }: StatementsTableProps) {
  const { t } = useTranslation('settlement')
  const side = (issuer: Row['storeA'], performer: Row['storeA'], of: Row['aOwes']) =>
    of.movements === 0 ? (
      <span>—</span>
    ) : (
      <button type="button" className={figures.figure} onClick={() => onOpen(issuer.id, performer.id)}>
        <span className="yb-visually-hidden">{t('openEntries', { issuer: issuer.name, performer: performer.name })} </span>
        <MainCell title={<Money fen={of.owedFen} />} sub={t('movements', { count: of.movements })} />
      </button>
    )
  const columns: Column<Row>[] = [
    {
      key: 'pair',
      title: t('pair'),
      footer: t('total'),
      render: (row) => <MainCell title={`${row.storeA.name} ↔ ${row.storeB.name}`} sub={whoPays(row)} />,
    },
    { key: 'a', title: t('aOwes'), align: 'right', from: 'tablet', render: (row) => side(row.storeA, row.storeB, row.aOwes) },
    { key: 'b', title: t('bOwes'), align: 'right', from: 'tablet', render: (row) => side(row.storeB, row.storeA, row.bOwes) },
    {
      key: 'net',
      title: t('net'),
      align: 'right',
      footer: <Money fen={statements.reduce((sum, s) => sum + Math.abs(s.netFen), 0)} />,
      render: (row) => <Money fen={Math.abs(row.netFen)} tone="strong" />,
    },
  ]
  function whoPays(row: Row): string {
    if (row.netFen === 0) return t('even')
    const [payer, payee] = row.netFen > 0 ? [row.storeA, row.storeB] : [row.storeB, row.storeA]
    return t('paysTo', { payer: payer.name, payee: payee.name, fen: Math.abs(row.netFen) })
  }
  return (
    <DataTable<Row> label={t('statements')} columns={columns} rows={statements} rowKey={(row) => `${row.storeA.id} ${row.storeB.id}`} />
  )
}
