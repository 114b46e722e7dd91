import { useTranslation } from 'react-i18next'
import styles from './states.module.css'

/** Grey shapes of the page that is coming. `heights` are pixels from top to bottom. */
export function Bones({ heights }: { heights: readonly number[] }) {
  const { t } = useTranslation('common')
  return (
    <div className={styles.bones} role="status" aria-label={t('loading')}>
      {heights.map((height, index) => (
        // The shapes never change places, so their place is their name.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index} className={styles.bone} style={{ height }} />
      ))}
    </div>
  )
}

export function PageSkeleton() {
  return (
    <div style={{ padding: 24 }}>
      <Bones heights={[32, 48, 44, 44, 44, 44, 44]} />
    </div>
  )
}
