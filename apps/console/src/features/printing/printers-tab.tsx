import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, MainCell } from '../../components/data-table.tsx'
import { SelectField } from '../../components/inputs.tsx'
import { Section, Tag } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import type { Schema } from '../../lib/schema.ts'
import { useCan } from '../session/session-context.tsx'
import { PrintProgress } from './print-button.tsx'
import styles from './printing.module.css'
import { printDocument } from './queries.ts'
import { useTill } from './till-printing.ts'
import { Toggle } from './toggle.tsx'

type Printer = Schema<'Printer'>

/** The printers of the store, and which of them this till uses. */
export function PrintersTab({
  storeId,
  printers,
  onOpen,
}: {
  storeId: string
  printers: readonly Printer[]
  onOpen: (printer: Printer) => void
}) {
  const { t } = useTranslation('printing')
  const mayManage = useCan('manage', 'Printer')
  const mayUse = useCan('use', 'Printer')
  const columns = useColumns(storeId)
  return (
    <>
      {mayUse && <ThisTill storeId={storeId} />}
      <Section title={t('printers.title')} note={t('printers.note')}>
        <DataTable<Printer>
          label={t('printers.title')}
          columns={columns}
          rows={printers}
          rowKey={(row) => row.id}
          isMuted={(row) => !row.isActive}
          {...(mayManage ? { onOpen } : {})}
        />
      </Section>
    </>
  )
}

/** Kept on this device: which printer stands beside it, and whether every sale prints. */
function ThisTill({ storeId }: { storeId: string }) {
  const { t } = useTranslation('printing')
  const till = useTill(storeId)
  const usual = till.printers.find((p) => p.printsReceipts)
  return (
    <Section title={t('till.title')} note={t('till.note')} card>
      <div className={styles.till}>
        <SelectField
          label={t('till.printer')}
          value={till.printerId ?? 'usual'}
          onChange={(value) => till.change({ printerId: value === 'usual' ? null : value })}
          options={[
            { value: 'usual', label: usual ? t('till.usual', { name: usual.name }) : t('till.usualNone') },
            ...till.printers.map((p) => ({ value: p.id, label: p.name })),
          ]}
        />
        <div className={styles.switches}>
          <Toggle label={t('till.automatic')} isOn={till.isAutomatic} onChange={(isAutomatic) => till.change({ isAutomatic })} />
          <span className={styles.note}>{t('till.automaticNote')}</span>
        </div>
      </div>
    </Section>
  )
}

function useColumns(storeId: string): Column<Printer>[] {
  const { t } = useTranslation(['printing', 'common'])
  return [
    {
      key: 'name',
      title: t('printers.name'),
      render: (row) => (
        <MainCell
          title={
            <>
              {row.name} {!row.isActive && <Tag>{t('common:inactive')}</Tag>}
            </>
          }
          sub={`${row.host}:${row.port}`}
        />
      ),
    },
    { key: 'paper', title: t('printers.paper'), from: 'tablet', render: (row) => t(`paper.${row.columns}`) },
    {
      key: 'duties',
      title: t('printers.duties'),
      from: 'tablet',
      render: (row) => (
        <>
          {row.printsReceipts && <Tag tone="brand">{t('duty.receipts')}</Tag>}{' '}
          {row.printsReports && <Tag tone="brand">{t('duty.reports')}</Tag>} {row.hasDrawer && <Tag>{t('duty.drawer')}</Tag>}
        </>
      ),
    },
    {
      key: 'test',
      title: t('printers.test'),
      align: 'right',
      render: (row) => (row.isActive ? <TestPrint storeId={storeId} printer={row} /> : '—'),
    },
  ]
}

/** A button of its own inside a row that opens: pressing it is not opening. */
function TestPrint({ storeId, printer }: { storeId: string; printer: Printer }) {
  const { t } = useTranslation('printing')
  const mayUse = useCan('use', 'Printer')
  const queryClient = useQueryClient()
  const test = useMutation({
    mutationFn: () => printDocument({ storeId, printerId: printer.id, source: { kind: 'test', id: printer.id } }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['print-jobs'] }),
  })
  if (!mayUse) return null
  return (
    <div className={`${styles.printing} ${styles.atEnd}`}>
      <PrintProgress storeId={storeId} source={{ kind: 'test', id: printer.id }} />
      <Button
        size="small"
        loading={test.isPending}
        onClick={(event) => {
          event.stopPropagation()
          test.mutate()
        }}
      >
        {t('printers.testDo')}
      </Button>
      <ProblemAlert error={test.error} />
    </div>
  )
}
