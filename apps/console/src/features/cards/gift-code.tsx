import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { api } from '../../lib/api.ts'
import styles from './cards.module.css'

/** The code of a gift card that was paid, shown on request: whoever sees it can spend it. */
export function GiftCode({ giftCardId, isAgain = false }: { giftCardId: string; isAgain?: boolean }) {
  const { t } = useTranslation('cards')
  const queryClient = useQueryClient()
  const show = useMutation({
    mutationFn: () => answer(api.POST('/api/gift-cards/{giftCardId}/code', { params: { path: { giftCardId } } })),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['gift-cards'] }),
  })
  if (show.data)
    return (
      <div className={styles.giftCode} role="status">
        <strong>{show.data.code}</strong>
        <span className={styles.soft}>{t('gift.codeOnce')}</span>
      </div>
    )
  return (
    <>
      <Button loading={show.isPending} onClick={() => show.mutate()}>
        {isAgain ? t('gift.showAgain') : t('gift.show')}
      </Button>
      <ProblemAlert error={show.error} />
    </>
  )
}
