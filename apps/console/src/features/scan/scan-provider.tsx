import { useNavigate } from '@tanstack/react-router'
import { answer } from '@yunbin/api-client'
import AntApp from 'antd/es/app'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../lib/api.ts'
import { asProblem, problemTitle } from '../../lib/problems.ts'
import { recogniseCode, type ScannedCode } from '../../lib/scan-codes.ts'
import type { Schema } from '../../lib/schema.ts'
import { isTillLocked } from '../../lib/till-lock.ts'
import { useWorkplace } from '../session/session-context.tsx'
import { listenToScanner } from './listen.ts'

/** A page that wants scans for itself. Returns false for what it leaves to the others: then what was scanned is opened. */
export type ScanHandler = (scanned: ScannedCode, text: string) => boolean

const ScanContext = createContext<((handler: ScanHandler) => () => void) | null>(null)

/** Hears the scanner wherever the focus is. The page that asked last is asked first; left to itself a code opens what it stands for. */
export function ScanProvider({ children }: { children: ReactNode }) {
  const handlers = useRef<ScanHandler[]>([])
  const openScanned = useOpenScanned()
  const latest = useRef(openScanned)
  latest.current = openScanned
  useEffect(
    () =>
      listenToScanner((text) => {
        if (isTillLocked()) return
        const scanned = recogniseCode(text)
        if (handlers.current.some((handle) => handle(scanned, text))) return
        void latest.current(scanned, text)
      }),
    [],
  )
  const register = useMemo(
    () => (handler: ScanHandler) => {
      handlers.current = [handler, ...handlers.current]
      return () => {
        handlers.current = handlers.current.filter((h) => h !== handler)
      }
    },
    [],
  )
  return <ScanContext value={register}>{children}</ScanContext>
}

export function useScanHandler(handler: ScanHandler): void {
  const register = useContext(ScanContext)
  const latest = useRef(handler)
  latest.current = handler
  useEffect(() => register?.((scanned, text) => latest.current(scanned, text)), [register])
}

/** Asks the server what a code stands for. A code that pays is not asked about. */
export function findScanned(storeId: string, code: string): Promise<Schema<'Scanned'>> {
  return answer(api.POST('/api/scans', { body: { storeId, code } }))
}

function useOpenScanned(): (scanned: ScannedCode, text: string) => Promise<void> {
  const { t } = useTranslation('printing')
  const { message } = AntApp.useApp()
  const { store } = useWorkplace()
  const navigate = useNavigate()
  return useCallback(
    async (scanned, text) => {
      if (scanned.kind === 'payment') return void message.warning(t('scan.payment', { purse: t(`scan.purse.${scanned.purse}`) }))
      if (isBusyElsewhere()) return void message.info(t('scan.closeFirst'))
      if (!store) return
      const found = await findScanned(store.id, text.trim()).catch(
        (error: unknown) => void message.error(problemTitle(t, asProblem(error))),
      )
      if (!found) return
      if (found.kind === 'gift_card') return void message.info(t('scan.giftAtDesk'))
      if (found.id === null) return void message.warning(t('scan.unknown', { code: text }))
      if (found.kind === 'ticket') return navigate({ to: '/tickets/$ticketId', params: { ticketId: found.id } })
      if (found.kind === 'refund') return navigate({ to: '/refunds/$refundId', params: { refundId: found.id } })
      if (found.kind === 'member') return navigate({ to: '/members/$memberId', params: { memberId: found.id } })
      return navigate({ to: '/catalog', search: { kind: 'product', q: text.trim().toUpperCase() } })
    },
    [message, navigate, store, t],
  )
}

/** A form or a question is open: what was typed there must not be lost to a scan. */
export function isBusyElsewhere(): boolean {
  return document.querySelector('.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open') !== null
}
