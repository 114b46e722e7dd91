import type { CatalogItem } from '@yunbin/api-client'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { Money } from '../../components/money.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { useDesk } from './desk-context.tsx'
import styles from './tiles.module.css'
import { type Tab, tabs } from './use-tiles.ts'

interface TilesProps {
  tab: Tab
  onTab: (tab: Tab) => void
  category: string | null
  onCategory: (id: string | null) => void
  tiles: readonly CatalogItem[]
  /** How often the member on the desk bought what. */
  usual: ReadonlyMap<string, number>
  onTake: (item: CatalogItem) => void
}

/** What can be sold, in tiles; the number in the corner, typed and entered, takes the tile. */
export function Tiles({ tab, onTab, category, onCategory, tiles, usual, onTake }: TilesProps) {
  const { t } = useTranslation('desk')
  const { catalog, open } = useDesk()
  return (
    <section className={styles.tiles} aria-label={t('tiles.label')}>
      <div className={styles.tabs} role="tablist">
        {tabs.map((name) => (
          <button key={name} type="button" role="tab" aria-selected={name === tab} className={styles.tab} onClick={() => onTab(name)}>
            {t(`tiles.${name}`)}
          </button>
        ))}
      </div>
      <Categories tab={tab} chosen={category} onChoose={onCategory} />
      <QueryProblem query={catalog} />
      {catalog.isPending ? (
        <TileBones />
      ) : (
        <div className={styles.grid}>
          {tiles.map((item, index) => (
            <Tile key={item.id} item={item} number={index + 1} times={usual.get(item.id)} onTake={() => onTake(item)} />
          ))}
          {tab === 'top_up' && (
            <button type="button" className={styles.tile} onClick={() => open({ kind: 'amount', of: 'top_up' })}>
              <span className={styles.name}>{t('tiles.freeTopUp')}</span>
              <span className={styles.sub}>{t('tiles.freeTopUpHint')}</span>
            </button>
          )}
          {tab === 'top_up' && (
            <button type="button" className={styles.tile} onClick={() => open({ kind: 'deposit', key: null })}>
              <span className={styles.name}>{t('tiles.deposit')}</span>
              <span className={styles.sub}>{t('tiles.depositHint')}</span>
            </button>
          )}
        </div>
      )}
      {!catalog.isPending && !catalog.error && tiles.length === 0 && tab !== 'top_up' && (
        <EmptyState title={t('tiles.empty')} hint={t('tiles.emptyHint')} />
      )}
    </section>
  )
}

interface TileProps {
  item: CatalogItem
  number: number
  times: number | undefined
  onTake: () => void
}

function Tile({ item, number, times, onTake }: TileProps) {
  const { t } = useTranslation('desk')
  return (
    <button type="button" className={styles.tile} onClick={onTake}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <span className={styles.name} title={item.name}>
        {item.name}
      </span>
      <span className={styles.foot}>
        <span className={styles.price}>{item.priceFen === null ? null : <Money fen={item.priceFen} short />}</span>
        {item.topUp && item.topUp.bonusFen > 0 && (
          <span className={styles.gift}>
            {t(item.topUp.bonusMonths > 1 ? 'tiles.giftMonthly' : 'tiles.gift', {
              fen: item.topUp.bonusFen,
              months: item.topUp.bonusMonths,
            })}
          </span>
        )}
        {times !== undefined && <span className={styles.gift}>{t('tiles.usual', { count: times })}</span>}
        {item.minutes ? <span className={styles.sub}>{t('tiles.minutes', { minutes: item.minutes })}</span> : null}
      </span>
    </button>
  )
}

function Categories({ tab, chosen, onChoose }: { tab: Tab; chosen: string | null; onChoose: (id: string | null) => void }) {
  const { t } = useTranslation('desk')
  const { catalog, items } = useDesk()
  const shown = useMemo(() => {
    const used = new Set(items.filter((i) => i.kind === tab).map((i) => i.categoryId))
    return catalog.categories.filter((c) => used.has(c.id))
  }, [catalog.categories, items, tab])
  if (shown.length < 2) return null
  return (
    <div className={styles.categories}>
      {[{ id: null, name: t('tiles.all') }, ...shown].map((c) => (
        <button key={c.id ?? 'all'} type="button" aria-pressed={c.id === chosen} className={styles.category} onClick={() => onChoose(c.id)}>
          {c.name}
        </button>
      ))}
    </div>
  )
}

const FIRST = { tab: 'service', category: null } as const

/** What the tiles show of one bill: the next customer begins with services again. */
export function useTileChoice(ticketId: string) {
  const [chosen, setChosen] = useState<{ ticketId: string; tab: Tab; category: string | null }>({ ticketId, ...FIRST })
  const { tab, category } = chosen.ticketId === ticketId ? chosen : FIRST
  return {
    tab,
    onTab: (next: Tab) => setChosen({ ticketId, tab: next, category: null }),
    category,
    onCategory: (next: string | null) => setChosen({ ticketId, tab, category: next }),
  }
}

/** The grid that is coming, in grey. */
function TileBones() {
  const { t } = useTranslation('desk')
  return (
    <div className={styles.grid} role="status" aria-label={t('common:loading')}>
      {Array.from({ length: 15 }, (_, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shapes never change places
        <div key={n} className={styles.bone} />
      ))}
    </div>
  )
}
