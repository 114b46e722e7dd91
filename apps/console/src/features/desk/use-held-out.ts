import { useMutation } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import AntApp from 'antd/es/app'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../lib/api.ts'
import { asProblem, problemHint, problemTitle } from '../../lib/problems.ts'
import { isHeldOut, rememberGiftCode } from '../cards/held-out.ts'
import { useDesk } from './desk-context.tsx'

/** Takes what a customer holds out, if that is what was typed or scanned: the member's QR, or a gift card's code. */
export function useHeldOut(): { take: (text: string) => boolean } {
  const { t } = useTranslation(['desk', 'errors'])
  const { storeId, dispatch } = useDesk()
  const { message } = AntApp.useApp()
  const ask = useMutation({
    mutationFn: (code: string) => answer(api.POST('/api/scans', { body: { storeId, code } })),
    onSuccess: (found, code) => {
      if (found.id === null || (found.kind !== 'member' && found.kind !== 'gift_card')) return void message.warning(t('find.nothing'))
      if (found.gift?.state === 'claimed') return void message.warning(t('find.giftClaimed'))
      if (found.kind === 'gift_card') rememberGiftCode(found.id, code)
      dispatch({ type: 'member', memberId: found.id })
    },
    onError: (error) => {
      const problem = asProblem(error)
      void message.error([problemTitle(t, problem), problemHint(t, problem)].filter(Boolean).join(' '))
    },
  })
  const { mutate } = ask
  const take = useCallback(
    (text: string) => {
      if (!isHeldOut(text)) return false
      mutate(text.trim())
      return true
    },
    [mutate],
  )
  return useMemo(() => ({ take }), [take])
}
