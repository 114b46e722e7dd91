/** A picture of the very document the printer gets. */
import { transform } from 'receiptline'
import type { Columns, Lang } from './schemas.ts'

/** Multilingual encodings count a Chinese character as one column; only GB18030 measures the way the printer does. */
const ENCODING = 'gb18030'

const PAPER = '<rect width="100%" height="100%" fill="#fff"/>'
const SCRIPT: Record<Lang, string> = { 'zh-CN': 'zh-Hans', 'zh-TW': 'zh-Hant', en: 'zh-Hans' }

/**
 * Draws a receipt. The answer holds text and lines alone: no script, no reference to anything outside, no id that two receipts on one page
 * could share; black on a white ground of its own, so that it reads on any page.
 */
export function receiptSvg(source: string, columns: Columns, lang: Lang): string {
  return (
    transform(source, { cpl: columns, encoding: ENCODING, command: 'svg', spacing: true })
      // A filter for inverted text, which receipts never use, with a random id.
      .replace(/<defs>.*?<\/defs>/, PAPER)
      .replace(' lang="zh-Hans"', ` lang="${SCRIPT[lang]}"`)
      .trimEnd()
  )
}

/** The same document as plain text, for tests and logs of a printer. */
export function receiptText(source: string, columns: Columns): string {
  return transform(source, { cpl: columns, encoding: ENCODING, command: 'text' })
}
