import { useQuery } from '@tanstack/react-query'
import type { Session } from '@yunbin/api-client'
import Button from 'antd/es/button'
import Select from 'antd/es/select'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { Money } from '../../components/money.tsx'
import { Facts, Filters, Section, Tag } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { Bones } from '../../components/skeletons.tsx'
import type { Schema } from '../../lib/schema.ts'
import { timeText } from '../../lib/time.ts'
import { useCan } from '../session/session-context.tsx'
import { Blockers } from './blockers.tsx'
import { CashList } from './cash-list.tsx'
import { OpenShiftDialog } from './open-shift-dialog.tsx'
import { blockersQuery, shiftQuery, shiftSettingsQuery } from './queries.ts'
import styles from './shifts.module.css'
import { useDrawer, useTillName } from './use-drawer.ts'

/** What is going on at this till: the open shift, or the offer to open one. */
export function CurrentShift({ store }: { store: Session['stores'][number] }) {
  const { t } = useTranslation('shifts')
  const place = useDrawer(store.id)
  const tillName = useTillName()
  const mayOperate = useCan('operate', 'Shift')
  const [isOpening, setOpening] = useState(false)
  const { tills, active, till } = place
  if (tills.isPending) return <Bones heights={[40, 180, 120]} />
  if (!tills.data) return <QueryProblem query={tills} />
  return (
    <div className={styles.main}>
      {active.length > 1 && (
        <Filters>
          <Select
            aria-label={t('till.label')}
            style={{ minWidth: 180 }}
            value={till?.id}
            onChange={place.chooseTill}
            options={active.map((one) => ({ value: one.id, label: tillName(one) }))}
          />
        </Filters>
      )}
      {till?.openShift ? (
        <OpenShift key={till.openShift.id} shiftId={till.openShift.id} />
      ) : (
        <EmptyState
          title={t('none.title')}
          hint={t('none.hint')}
          action={
            mayOperate && (
              <Button type="primary" size="large" onClick={() => setOpening(true)}>
                {t('open.button')}
              </Button>
            )
          }
        />
      )}
      {isOpening && <OpenShiftDialog storeId={store.id} till={till} onClose={() => setOpening(false)} />}
    </div>
  )
}

function OpenShift({ shiftId }: { shiftId: string }) {
  const { t } = useTranslation('shifts')
  const detail = useQuery(shiftQuery(shiftId))
  const mayOperate = useCan('operate', 'Shift')
  const blockers = useQuery({ ...blockersQuery(shiftId), enabled: mayOperate })
  if (detail.isPending) return <Bones heights={[180, 120]} />
  if (!detail.data) return <QueryProblem query={detail} />
  const { shift, movements, counts } = detail.data
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <ShiftCard shift={shift} lastCount={counts.at(-1)} />
        {blockers.data && blockers.data.items.length > 0 && (
          <Section title={t('blockers.title')} note={t('blockers.note')}>
            <Blockers items={blockers.data.items} />
          </Section>
        )}
      </div>
      <CashList shift={shift} movements={movements} />
    </div>
  )
}

function ShiftCard({ shift, lastCount }: { shift: Schema<'Shift'>; lastCount: Schema<'DrawerCount'> | undefined }) {
  const { t, i18n } = useTranslation('shifts')
  const mayOperate = useCan('operate', 'Shift')
  const mayReview = useCan('review', 'Shift')
  const settings = useQuery(shiftSettingsQuery)
  const maySeeX = mayReview || (mayOperate && settings.data?.isCountBlind === false)
  return (
    <Section title={t('current.card')} note={shift.label} card>
      <div className={styles.stack}>
        <Facts
          facts={[
            { key: 'opened', label: t('current.opened'), value: timeText(shift.openedAt, i18n.language) },
            {
              key: 'by',
              label: t('current.by'),
              value: (
                <>
                  {shift.openedByItself && <Tag tone="attention">{t('current.itself')}</Tag>} {shift.openedByName ?? '—'}
                </>
              ),
            },
            { key: 'day', label: t('current.day'), value: shift.businessDay },
            { key: 'float', label: t('current.float'), value: <Money fen={shift.openingFloatFen} /> },
            lastCount && { key: 'count', label: t('current.counted'), value: timeText(lastCount.countedAt, i18n.language) },
          ]}
        />
        <div className={styles.end}>
          {mayOperate && (
            <LinkButton to="/shifts/$shiftId/close" params={{ shiftId: shift.id }} isPrimary size="large">
              {t('current.close')}
            </LinkButton>
          )}
          {maySeeX && (
            <LinkButton to="/shifts/$shiftId/x" params={{ shiftId: shift.id }} size="large">
              {t('current.x')}
            </LinkButton>
          )}
          <LinkButton to="/tickets" search={{ shiftId: shift.id }} size="large">
            {t('current.tickets')}
          </LinkButton>
        </div>
      </div>
    </Section>
  )
}
