import type { Quote } from '@yunbin/api-client'
import { useTranslation } from 'react-i18next'
import styles from './pay.module.css'
import { BalancesChange } from './plan-words.tsx'
import { useMemberName } from './queries.ts'

type Payer = Quote['payers'][number]

/** What everybody owns before → after; where it is the bill's own member alone, nobody has to be named. */
export function PayersChange({ payers, ownId }: { payers: readonly Payer[]; ownId: string | null }) {
  const moved = payers.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
  const isOwnAlone = moved.length === 1 && moved[0]?.memberId === ownId
  return moved.map((payer) => <PayerChange key={payer.memberId} payer={payer} isNamed={!isOwnAlone} />)
}

function PayerChange({ payer, isNamed }: { payer: Payer; isNamed: boolean }) {
  const { t } = useTranslation('group')
  const name = useMemberName(isNamed ? payer.memberId : null)
  return (
    <section aria-label={isNamed ? t('balances', { name }) : undefined}>
      {isNamed && <h3 className={styles.whose}>{t('balances', { name: name || '···' })}</h3>}
      <BalancesChange balances={payer} />
    </section>
  )
}
