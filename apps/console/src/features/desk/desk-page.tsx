import { QuestionCircleOutlined } from '@ant-design/icons'
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import type { CatalogItem } from '@yunbin/api-client'
import Button from 'antd/es/button'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { Money } from '../../components/money.tsx'
import { usePageTitle } from '../../components/page-header.tsx'
import { PHONE, useMedia } from '../../lib/use-media.ts'
import { useTill } from '../printing/till-printing.ts'
import { useCan, useWorkplace } from '../session/session-context.tsx'
import { ShiftChip } from '../shifts/shift-chip.tsx'
import styles from './desk.module.css'
import { DeskProvider, useDesk } from './desk-context.tsx'
import { Dialogs } from './dialogs.tsx'
import { OmniInput } from './omni-input.tsx'
import { PayPanel } from './pay-panel.tsx'
import { SoldPanel } from './receipt-view.tsx'
import { TicketPanel } from './ticket-panel.tsx'
import { Tiles, useTileChoice } from './tiles.tsx'
import { useDeskScan } from './use-desk-scan.ts'
import { useSeller } from './use-found.ts'
import { useDeskKeys } from './use-keys.ts'
import { nextTab, tilesOf } from './use-tiles.ts'
import { useUsual } from './use-usual.ts'

export function DeskPage() {
  const { t } = useTranslation(['desk', 'group', 'cards', 'contracts', 'memberfile', 'printing', 'shifts'])
  const { store } = useWorkplace()
  const maySell = useCan('sell', 'Ticket')
  usePageTitle(t('title'))
  // Who may not sell has no business at the till; their own clients are what they come for.
  if (!maySell) return <Navigate to="/members" />
  if (!store) return <EmptyState title={t('noStore')} hint={t('noStoreHint')} />
  return (
    <DeskProvider storeId={store.id}>
      <DeskFrame />
    </DeskProvider>
  )
}

function DeskFrame() {
  const { t } = useTranslation('desk')
  const desk = useDesk()
  const isPhone = useMedia(PHONE)
  const isWide = useMedia('(min-width: 1280px)')
  const [showsTicket, setShowsTicket] = useState(false)
  const choice = useTileChoice(desk.state.ticketId)
  const usual = useUsual(desk.state.memberId, desk.storeId)
  const tiles = useMemo(() => tilesOf(desk.items, choice.tab, choice.category, usual), [desk.items, choice.tab, choice.category, usual])
  const seller = useSeller()
  const { dispatch } = desk
  const take = useCallback((item: CatalogItem) => dispatch({ type: 'add', item, sellerId: seller }), [dispatch, seller])
  const takeNumber = useCallback(
    (number: number) => {
      const item = tiles[number - 1]
      if (item) take(item)
    },
    [tiles, take],
  )
  useDeskKeys()
  useDeskScan()
  useTabKeys(choice)
  useAskedFor()

  if (desk.completed) {
    return (
      <div className={styles.desk}>
        <SoldPanel sold={desk.completed} />
        <Dialogs />
      </div>
    )
  }
  const isPaying = desk.mode === 'pay'
  // Nothing is sold while it is being paid: where it is narrow the tiles give their place to the payment.
  const panes = isPhone ? phonePanes(isPaying, showsTicket) : { ticket: true, tiles: isWide || !isPaying, pay: isPaying }
  return (
    <div className={isPaying ? styles.deskPaying : styles.desk}>
      <h1 className="yb-visually-hidden">{t('title')}</h1>
      <div className={styles.top}>
        <OmniInput tileCount={tiles.length} onTile={takeNumber} />
        <TopButtons />
      </div>
      {panes.ticket && <TicketPanel />}
      {panes.tiles && <Tiles {...choice} tiles={tiles} usual={usual} onTake={take} />}
      {panes.pay && <PayPanel />}
      {isPhone && !isPaying && (
        <div className={styles.phoneBar}>
          <Button size="large" onClick={() => setShowsTicket(!showsTicket)}>
            {showsTicket ? t('phone.tiles') : t('phone.ticket', { count: desk.state.lines.length })}
            {!showsTicket && desk.plan.quote && <Money fen={desk.plan.quote.totalFen} tone="strong" />}
          </Button>
          {!showsTicket && (
            <Button size="large" type="primary" disabled={desk.state.lines.length === 0} onClick={() => desk.setMode('pay')}>
              {t('ticket.pay')}
            </Button>
          )}
        </div>
      )}
      <Dialogs />
    </div>
  )
}

function phonePanes(isPaying: boolean, showsTicket: boolean) {
  return { ticket: !isPaying && showsTicket, tiles: !isPaying && !showsTicket, pay: isPaying }
}

function TopButtons() {
  const { t } = useTranslation('desk')
  const { storeId, place, state, open, startNew, undo, canUndo } = useDesk()
  const mayOpenDrawer = useCan('open', 'Drawer')
  const till = useTill(storeId)
  const hasLines = state.lines.length > 0
  return (
    <div className={styles.buttons}>
      <ShiftChip storeId={storeId} place={place} />
      {hasLines ? (
        <Button onClick={() => open({ kind: 'hold' })}>
          {t('command.hold')} <kbd>F8</kbd>
        </Button>
      ) : (
        <Button onClick={() => open({ kind: 'held' })}>
          {t('command.fetch')} <kbd>F9</kbd>
        </Button>
      )}
      {hasLines || state.memberId ? (
        <Button onClick={startNew}>
          {t('command.new')} <kbd>F3</kbd>
        </Button>
      ) : (
        canUndo && <Button onClick={undo}>{t('common:undo')}</Button>
      )}
      {mayOpenDrawer && till.printer?.hasDrawer && <Button onClick={() => open({ kind: 'drawer' })}>{t('command.drawer')}</Button>}
      <Button
        type="text"
        aria-label={t('keys.title')}
        title={`${t('keys.title')} (?)`}
        icon={<QuestionCircleOutlined aria-hidden="true" />}
        onClick={() => open({ kind: 'keys' })}
      />
    </div>
  )
}

/** What another page asked to begin, once: the address is plain again before anybody could come back to it. */
function useAskedFor(): void {
  const { take } = useSearch({ from: '/shell/desk' })
  const navigate = useNavigate()
  const { open } = useDesk()
  useEffect(() => {
    if (take === undefined) return
    open({ kind: take, key: null })
    void navigate({ to: '/desk', search: {}, replace: true })
  }, [take, open, navigate])
}

/** Page up and page down turn the tabs of tiles. */
function useTabKeys({ tab, onTab }: Pick<ReturnType<typeof useTileChoice>, 'tab' | 'onTab'>): void {
  const { dialog, mode } = useDesk()
  const enabled = dialog === null && mode === 'sell'
  useEffect(() => {
    if (!enabled) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'PageDown' && event.key !== 'PageUp') return
      event.preventDefault()
      onTab(nextTab(tab, event.key === 'PageDown' ? 1 : -1))
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [enabled, tab, onTab])
}
