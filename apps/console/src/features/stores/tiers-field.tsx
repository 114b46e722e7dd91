import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Checkbox from 'antd/es/checkbox'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { api } from '../../lib/api.ts'
import { tiersQuery } from './queries.ts'
import styles from './stores.module.css'

/** Which top-up tiers a store sells; a tick counts at once, apart from the form around it. */
export function TiersField({ storeId }: { storeId: string }) {
  const { t } = useTranslation('stores')
  const queryClient = useQueryClient()
  const tiers = useQuery(tiersQuery(storeId))
  const save = useMutation({
    mutationFn: (withheldItemIds: string[]) =>
      answer(api.PUT('/api/stores/{storeId}/tiers', { params: { path: { storeId } }, body: { withheldItemIds } })),
    onSuccess: (saved) => {
      queryClient.setQueryData(tiersQuery(storeId).queryKey, saved)
      void queryClient.invalidateQueries({ queryKey: ['catalog'] })
    },
  })
  const items = tiers.data?.items ?? []
  const tick = (itemId: string, isOffered: boolean) =>
    save.mutate(items.filter((tier) => (tier.itemId === itemId ? !isOffered : !tier.isOffered)).map((tier) => tier.itemId))
  return (
    <fieldset className={styles.hours}>
      <legend>{t('tiers.title')}</legend>
      {tiers.isPending && <Bones heights={[28, 28]} />}
      <ProblemAlert error={save.error ?? (tiers.data ? null : tiers.error)} />
      {tiers.data?.items.length === 0 && <div className={styles.note}>{t('tiers.none')}</div>}
      {items.map((tier) => (
        <Checkbox
          key={tier.itemId}
          checked={save.isPending ? !save.variables.includes(tier.itemId) : tier.isOffered}
          disabled={save.isPending}
          onChange={(e) => tick(tier.itemId, e.target.checked)}
        >
          {tier.name}
          {!tier.isActive && `（${t('tiers.inactive')}）`}
        </Checkbox>
      ))}
      <div className={styles.note}>{t('tiers.note')}</div>
    </fieldset>
  )
}
