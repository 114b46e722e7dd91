import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { Money } from '../../components/money.tsx'
import { Section } from '../../components/page-body.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { useCan } from '../session/session-context.tsx'
import { CashDialog } from './cash-dialog.tsx'
import styles from './shifts.module.css'

type Movement = Schema<'CashMovement'>

/** Cash put into and taken out of the drawer without a bill. */
export function CashList({ shift, movements }: { shift: Schema<'Shift'>; movements: readonly Movement[] }) {
  const { t } = useTranslation('shifts')
  const mayOperate = useCan('operate', 'Shift')
  const [direction, setDirection] = useState<'in' | 'out' | null>(null)
  const columns = useColumns()
  return (
    <Section
      title={t('cash.title')}
      side={
        mayOperate && (
          <>
            <Button onClick={() => setDirection('in')}>{t('current.putIn')}</Button>
            <Button onClick={() => setDirection('out')}>{t('current.takeOut')}</Button>
          </>
        )
      }
    >
      {movements.length === 0 ? (
        <p className={styles.soft}>{t('cash.none')}</p>
      ) : (
        <DataTable<Movement> label={t('cash.title')} columns={columns} rows={movements} rowKey={(row) => row.id} />
      )}
      {direction && <CashDialog shiftId={shift.id} direction={direction} onClose={() => setDirection(null)} />}
    </Section>
  )
}

function useColumns(): Column<Movement>[] {
  const { t, i18n } = useTranslation('shifts')
  return [
    {
      key: 'why',
      title: t('cash.why'),
      render: (row) => <MainCell title={t(`code.${row.code}`, { defaultValue: row.code })} sub={row.note || undefined} />,
    },
    {
      key: 'time',
      title: t('cash.time'),
      from: 'tablet',
      render: (row) => <MainCell title={row.movedByName ?? '—'} sub={timeText(row.movedAt, i18n.language)} />,
    },
    { key: 'amount', title: t('cash.amount'), align: 'right', render: (row) => <Money fen={row.amountFen} tone="strong" /> },
  ]
}
