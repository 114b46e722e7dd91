/** A picture of the very document the printer gets. */
import { transform } from 'receiptline'
import type { Columns, Lang } from './schemas.ts'

/** Multilingual encodings count a Chinese character as one column; only GB18030 measures the way the printer does. */
const ENCODING = 'gb18030'

/** White paper around the text, in dots. */
const MARGIN = 16
const SCRIPT: Record<Lang, string> = { 'zh-CN': 'zh-Hans', 'zh-TW': 'zh-Hant', en: 'zh-Hans' }

/**
 * Draws a receipt. The answer holds text and lines alone: no script, no reference to anything outside, no id that two receipts on one page
 * could share; black on a white ground of its own, so that it reads on any page.
 */
export function receiptSvg(source: string, columns: Columns, lang: Lang): string {
  return (
    transform(source, { cpl: columns, encoding: ENCODING, command: 'svg', spacing: true })
      .replace(/^<svg width="(\d+)px" height="(\d+)px" viewBox="[^"]*"/, (_, width: string, height: string) =>
        onPaper(Number(width) + 2 * MARGIN, Number(height) + 2 * MARGIN),
      )
      // A filter for inverted text, which receipts never use, with a random id; in its place the paper.
      .replace(/<defs>.*?<\/defs>/, `<rect x="-${MARGIN}" y="-${MARGIN}" width="100%" height="100%" fill="#fff"/>`)
      // Bold is a stroke around the figures; a whole dot of it closes their eyes on a screen.
      .replaceAll('<text stroke="#000">', '<text stroke="#000" stroke-width="0.6">')
      .replace(' lang="zh-Hans"', ` lang="${SCRIPT[lang]}"`)
      .trimEnd()
  )
}

function onPaper(width: number, height: number): string {
  return `<svg width="${width}px" height="${height}px" viewBox="-${MARGIN} -${MARGIN} ${width} ${height}"`
}

/** The same document as plain text, for tests and logs of a printer. */
export function receiptText(source: string, columns: Columns): string {
  return transform(source, { cpl: columns, encoding: ENCODING, command: 'text' })
}
