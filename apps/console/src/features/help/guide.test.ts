import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { GUIDED_SCREENS, guideOf } from '../../lib/guide-pages.ts'
import { contentsOf, pageOf } from './guide.ts'

const GUIDE = path.resolve(import.meta.dirname, '../../../../../docs/guide')

it('lists every page of the guide, in each language', () => {
  for (const language of ['zh-CN', 'en']) {
    const contents = contentsOf(readFileSync(path.join(GUIDE, language, 'README.md'), 'utf8'))
    expect(contents.length).toBeGreaterThan(9)
    for (const { page, title } of contents) {
      expect(existsSync(path.join(GUIDE, language, `${page}.md`)), `${language}/${page}`).toBe(true)
      expect(title).not.toBe('')
    }
  }
})

it('has a page for every screen that names one', () => {
  for (const language of ['zh-CN', 'en']) {
    const missing = GUIDED_SCREENS.filter((screen) => !existsSync(path.join(GUIDE, language, `${guideOf(screen)}.md`)))
    expect(missing, language).toEqual([])
  }
})

it('finds the page of a screen by the longest beginning of its address', () => {
  expect(['/desk', '/members/0190/edit', '/tickets/1/refund', '/nowhere', '/'].map(guideOf)).toEqual([
    'selling',
    'members',
    'refund-and-void',
    'README',
    'README',
  ])
})

it('tells its own links from those that leave it', () => {
  expect(['selling.md', 'policies.md#p10', '../en/README.md', 'https://example.org/a.md', '#here'].map(pageOf)).toEqual([
    'selling',
    'policies',
    null,
    null,
    null,
  ])
})
