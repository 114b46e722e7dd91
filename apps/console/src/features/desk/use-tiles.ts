import type { CatalogItem } from '@yunbin/api-client'

export const tabs = ['service', 'product', 'pass', 'top_up'] as const
export type Tab = (typeof tabs)[number]

/** The tiles of a tab: what this member usually buys first, then favourites, the rest as the catalogue orders them, top-ups by amount. */
export function tilesOf<T extends Pick<CatalogItem, 'id' | 'kind' | 'categoryId' | 'isFavourite' | 'priceFen'>>(
  items: readonly T[],
  tab: Tab,
  category: string | null,
  usual: ReadonlyMap<string, number> = new Map(),
): T[] {
  const shown = items.filter((i) => i.kind === tab && (category === null || i.categoryId === category))
  if (tab === 'top_up') return shown.sort((a, b) => (a.priceFen ?? 0) - (b.priceFen ?? 0))
  const often = shown.filter((i) => usual.has(i.id)).sort((a, b) => (usual.get(b.id) ?? 0) - (usual.get(a.id) ?? 0))
  const others = shown.filter((i) => !usual.has(i.id))
  return [...often, ...others.filter((i) => i.isFavourite), ...others.filter((i) => !i.isFavourite)]
}

export function nextTab(tab: Tab, step: 1 | -1): Tab {
  const at = (tabs.indexOf(tab) + step + tabs.length) % tabs.length
  return tabs[at] ?? 'service'
}
