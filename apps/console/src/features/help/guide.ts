/** The user guide, page by page and language by language, as it stands in `docs/guide`. */
const files = import.meta.glob<string>('../../../../../docs/guide/*/*.md', { query: '?raw', import: 'default' })

/** The guide is written in two languages; who reads traditional characters reads simplified ones more easily than English. */
export function guideLanguage(language: string): 'zh-CN' | 'en' {
  return language === 'en' ? 'en' : 'zh-CN'
}

/** @returns the text of a page, or null when there is no such page */
export async function readGuide(language: string, page: string): Promise<string | null> {
  const load = files[`../../../../../docs/guide/${guideLanguage(language)}/${page}.md`]
  return load ? await load() : null
}

export interface GuideLink {
  page: string
  title: string
}

/** The pages in the order in which the index lists them. */
export function contentsOf(index: string): GuideLink[] {
  return [...index.matchAll(/^\d+\. \[([^\]]+)\]\(([a-z0-9-]+)\.md\)/gm)].map(([, title = '', page = '']) => ({ page, title }))
}

/** Where a link inside the guide leads: another page of it, or null for what lies outside. */
export function pageOf(href: string): string | null {
  return /^([A-Za-z0-9-]+)\.md(?:#.*)?$/.exec(href)?.[1] ?? null
}
