import { useQueryClient } from '@tanstack/react-query'
import AntApp from 'antd/es/app'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem, problemTitle } from '../../lib/problems.ts'
import type { ScannedCode } from '../../lib/scan-codes.ts'
import { findScanned, useScanHandler } from '../scan/scan-provider.tsx'
import { useDesk } from './desk-context.tsx'
import { catalogQuery } from './queries.ts'
import { useSeller } from './use-found.ts'
import { useHeldOut } from './use-held-out.ts'

/** At the desk goods go on the bill and a member comes to it; a bill's number is left to be opened. */
export function useDeskScan(): void {
  const { t } = useTranslation(['desk', 'printing'])
  const { message } = AntApp.useApp()
  const { storeId, items, dispatch, startNew, mode, dialog } = useDesk()
  const seller = useSeller()
  const queryClient = useQueryClient()
  const heldOut = useHeldOut()

  const take = useCallback(
    async (text: string) => {
      // A member's QR or a gift card says by itself what is wrong with it.
      if (heldOut.take(text)) return
      const code = text.trim().toUpperCase()
      const item = items.find((i) => i.barcodes?.some((b) => b.toUpperCase() === code)) ?? items.find((i) => i.code.toUpperCase() === code)
      if (item) {
        dispatch({ type: 'add', item, sellerId: seller })
        return
      }
      const found = await findScanned(storeId, code).catch((error: unknown) => void message.error(problemTitle(t, asProblem(error))))
      if (!found) return
      // A gift card pays like a member: the bill is its holder's.
      if ((found.kind === 'member' || found.kind === 'gift_card') && found.id) {
        dispatch({ type: 'member', memberId: found.id })
        if (found.card && found.card.state !== 'active') void message.warning(t('printing:scan.cardNotLive', { number: found.card.number }))
      } else if (found.kind === 'item') {
        // The catalogue at hand may be older than the article, or still on its way.
        const fresh = await queryClient.fetchQuery({ ...catalogQuery(storeId), staleTime: 0 }).catch(() => null)
        const known = fresh?.items.find((i) => i.id === found.id)
        if (known) dispatch({ type: 'add', item: known, sellerId: seller })
        else void message.warning(t('printing:scan.notSoldHere'))
      } else void message.warning(t('printing:scan.unknown', { code: text }))
    },
    [items, dispatch, seller, storeId, queryClient, heldOut, message, t],
  )

  useScanHandler((scanned: ScannedCode, text) => {
    if (scanned.kind === 'payment' || scanned.kind === 'bill') return false
    if (scanned.kind === 'unknown') void message.warning(t('printing:scan.unknown', { code: text }))
    else if (dialog !== null) void message.info(t('printing:scan.closeFirst'))
    else if (mode === 'pay') void message.info(t('printing:scan.whilePaying'))
    else {
      // The next customer's first article ends the last one's receipt.
      if (mode === 'done') startNew()
      void take(text)
    }
    return true
  })
}
