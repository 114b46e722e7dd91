import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../session/session-context.tsx'
import { OpenShiftDialog } from './open-shift-dialog.tsx'
import styles from './shifts.module.css'
import type { useDrawer } from './use-drawer.ts'

/** On the desk: the shift that is open at this till, or the offer to open one. */
export function ShiftChip({ storeId, place }: { storeId: string; place: ReturnType<typeof useDrawer> }) {
  const { t } = useTranslation('shifts')
  const mayOperate = useCan('operate', 'Shift')
  const [isOpening, setOpening] = useState(false)
  if (!mayOperate || !place.tills.data) return null
  const open = place.till?.openShift
  if (open) {
    return (
      <Link to="/shifts" className={styles.chip} title={t('chip.openTitle', { name: open.openedByName ?? '' })}>
        {t('chip.open', { label: `#${open.number}` })}
      </Link>
    )
  }
  return (
    <>
      <button type="button" className={`${styles.chip} ${styles.chipNone}`} title={t('chip.noneTitle')} onClick={() => setOpening(true)}>
        {t('chip.none')}
      </button>
      {isOpening && <OpenShiftDialog storeId={storeId} till={place.till} onClose={() => setOpening(false)} />}
    </>
  )
}
