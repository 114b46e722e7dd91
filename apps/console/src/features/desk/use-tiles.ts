import type { CatalogItem } from '@yunbin/api-client'

export const tabs = ['service', 'product', 'pass', 'top_up'] as const
export type Tab = (typeof tabs)[number]

/** The tiles of a tab: favourites first, the rest as the catalogue orders them, top-ups by amount. */
export function tilesOf<T extends Pick<CatalogItem, 'kind' | 'categoryId' | 'isFavourite' | 'priceFen'>>(
  items: readonly T[],
  tab: Tab,
  category: string | null,
): T[] {
  const shown = items.filter((i) => i.kind === tab && (category === null || i.categoryId === category))
  if (tab === 'top_up') return shown.sort((a, b) => (a.priceFen ?? 0) - (b.priceFen ?? 0))
  return [...shown.filter((i) => i.isFavourite), ...shown.filter((i) => !i.isFavourite)]
}

export function nextTab(tab: Tab, step: 1 | -1): Tab {
  const at = (tabs.indexOf(tab) + step + tabs.length) % tabs.length
  return tabs[at] ?? 'service'
}
