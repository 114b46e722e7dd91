import { CheckCircleFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/link-button.tsx'
import { PageBody, Section } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { PageSkeleton } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { Blockers } from './blockers.tsx'
import { ClosingForm } from './closing-form.tsx'
import { CountForm } from './count-form.tsx'
import { blockersQuery, shiftQuery } from './queries.ts'
import styles from './shifts.module.css'
import { useTillName } from './use-drawer.ts'

export type Counted = Schema<'CountedDrawer'>

/** Counting on the left; what comes of it on the right, once the count was given. */
export function CloseShiftPage() {
  const { t } = useTranslation('shifts')
  const { shiftId } = useParams({ from: '/shell/shifts/$shiftId/close' })
  const tillName = useTillName()
  const detail = useQuery(shiftQuery(shiftId))
  const [done, setDone] = useState<Schema<'ClosedShift'> | null>(null)
  if (done) return <Done closed={done} />
  if (detail.isPending) return <PageSkeleton />
  if (!detail.data) {
    return (
      <PageBody width="narrow">
        <QueryProblem query={detail} />
      </PageBody>
    )
  }
  const { shift } = detail.data
  return (
    <>
      <PageHeader title={t('close.title')} about={`${shift.label} · ${tillName({ ordinal: shift.tillOrdinal, name: shift.tillName })}`} />
      <PageBody>
        {shift.reportId === null ? <Closing shift={shift} onDone={setDone} /> : <Done closed={{ reportId: shift.reportId }} />}
      </PageBody>
    </>
  )
}

function Closing({ shift, onDone }: { shift: Schema<'Shift'>; onDone: (closed: Schema<'ClosedShift'>) => void }) {
  const { t } = useTranslation('shifts')
  const [counted, setCounted] = useState<Counted | null>(null)
  const blockers = useQuery(blockersQuery(shift.id))
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <Section title={t('close.count')} note={counted ? undefined : t('close.keys')} card>
          <CountForm shiftId={shift.id} counted={counted} onCounted={setCounted} />
        </Section>
      </div>
      <div className={styles.main}>
        {blockers.data && blockers.data.items.length > 0 && (
          <Section title={t('blockers.title')} note={t('blockers.note')}>
            <Blockers items={blockers.data.items} />
          </Section>
        )}
        <Section title={t('close.result')} card>
          {counted ? (
            <ClosingForm key={counted.countId} shift={shift} counted={counted} onRecount={() => setCounted(null)} onDone={onDone} />
          ) : (
            <p className={styles.soft}>{t('close.blind')}</p>
          )}
        </Section>
      </div>
    </div>
  )
}

function Done({ closed }: { closed: Pick<Schema<'ClosedShift'>, 'reportId'> }) {
  const { t } = useTranslation('shifts')
  return (
    <section className={styles.done} aria-live="polite">
      <CheckCircleFilled className={styles.tick} aria-hidden="true" />
      <h2>{t('close.done')}</h2>
      <div className={styles.end}>
        <LinkButton to="/shift-reports/$reportId" params={{ reportId: closed.reportId }} isPrimary size="large">
          {t('close.seeReport')}
        </LinkButton>
        <LinkButton to="/shifts" size="large">
          {t('close.back')}
        </LinkButton>
      </div>
    </section>
  )
}
