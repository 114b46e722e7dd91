import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { SelectField } from '../../components/inputs.tsx'
import { Section } from '../../components/page-body.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import styles from './printing.module.css'
import { virtualPrintersQuery } from './queries.ts'

type Virtual = Schema<'VirtualPrinter'>

const faults = ['none', 'paper_out', 'cover_open', 'refuse', 'hang', 'die', 'mute'] as const

/** Demonstrations only: the paper that came out, and every way in which a printer can fail. */
export function VirtualTab({ storeId }: { storeId: string }) {
  const { data } = useQuery(virtualPrintersQuery(storeId))
  return (
    <>
      {(data?.items ?? []).map((printer) => (
        <OnePrinter key={printer.printerId} storeId={storeId} printer={printer} />
      ))}
    </>
  )
}

function OnePrinter({ storeId, printer }: { storeId: string; printer: Virtual }) {
  const { t } = useTranslation('printing')
  const queryClient = useQueryClient()
  const fail = useMutation({
    mutationFn: (fault: Virtual['fault']) =>
      answer(api.PUT('/api/virtual-printers/{printerId}/fault', { params: { path: { printerId: printer.printerId } }, body: { fault } })),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['virtual-printers', storeId] }),
  })
  return (
    <>
      <Section title={t('virtual.title')} note={t('virtual.note')} card>
        <div className={styles.till}>
          <SelectField
            label={t('virtual.fault')}
            value={printer.fault}
            onChange={(fault) => fail.mutate(fault)}
            options={faults.map((fault) => ({ value: fault, label: t(`fault.${fault}`) }))}
          />
          <span className={styles.note}>{t('virtual.openings', { count: printer.drawerOpenings })}</span>
        </div>
        <ProblemAlert error={fail.error} />
      </Section>
      {printer.papers.length === 0 && <EmptyState title={t('virtual.none')} hint={t('virtual.noneHint')} />}
      <div className={styles.papers}>
        {printer.papers.map((paper) => (
          <div key={paper.number} className={styles.paper}>
            {/* As an image the drawing cannot run anything, whatever a name on it contains. */}
            <img src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(paper.svg)}`} alt={paper.text.join('\n')} />
          </div>
        ))}
      </div>
    </>
  )
}
