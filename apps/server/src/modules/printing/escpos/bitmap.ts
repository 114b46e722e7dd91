/**
 * Lines that a Chinese printer's own font cannot print, 𠮷 or ñ, as pictures of the same line: GB18030 gives such characters four bytes,
 * which cheap printers turn into garbage. Where no Chinese font is installed they become □ instead.
 */
import iconv from 'iconv-lite'
import { transform } from 'receiptline'

const FONTS =
  "'Noto Sans Mono CJK SC','Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Micro Hei','Microsoft YaHei','PingFang SC','Heiti SC',SimSun,monospace"

/** Pictures in the text (emoji) are blots on thermal paper whatever the font: a star stands for each. Both signs take two columns. */
const PICTOGRAPH = /\p{Emoji_Presentation}/u
const STAR = '＊'
const MISSING = '□'

/** Whether a printer with the usual two-byte font has this character. */
export function isTwoByte(char: string): boolean {
  const code = char.codePointAt(0) ?? 0
  if (code < 0x80) return true
  const bytes = iconv.encode(char, 'gb18030')
  // A second byte below 0x40 begins four; the first rows are the user's own in GBK, and empty.
  return bytes.length === 2 && !(code >= 0xe000 && code <= 0xf8ff)
}

/** The document with every line that needs it replaced by its picture. Everything else is left as it is. */
export async function withPictures(source: string, columns: number): Promise<string> {
  const lines = source.split('\n')
  if (lines.every(isPlain)) return source
  const hasFont = await fontThere()
  const drawn: string[] = []
  for (const line of lines) {
    // An image or a code is no text.
    if (isPlain(line) || line.startsWith('{')) drawn.push(line)
    else drawn.push(await drawLine(line, columns, hasFont))
  }
  return drawn.join('\n')
}

function isPlain(line: string): boolean {
  for (const char of line) if (!isTwoByte(char)) return false
  return true
}

async function drawLine(line: string, columns: number, hasFont: boolean): Promise<string> {
  const told = [...line].map((char) => (PICTOGRAPH.test(char) && !isTwoByte(char) ? STAR : char)).join('')
  if (isPlain(told)) return told
  if (!hasFont) return [...told].map((char) => (isTwoByte(char) ? char : MISSING)).join('')
  const svg = transform(told, { cpl: columns, encoding: 'gb18030', command: 'svg', spacing: true })
  return `{image:${(await rasterize(svg)).toString('base64')}}`
}

/** Loaded when the first such line is printed, not with the server. */
async function rasterize(svg: string): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const drawing = Buffer.from(svg.replace('font-family="monospace"', `font-family="${FONTS}"`))
  return sharp(drawing).flatten({ background: '#fff' }).greyscale().threshold(160).png().toBuffer()
}

let known: Promise<boolean> | null = null

/**
 * Whether this machine can draw Chinese. The sign for one, 一, is a single flat stroke; the box that stands for a missing glyph is not.
 * Asked once: fonts are not installed while a shop is open.
 */
export function fontThere(): Promise<boolean> {
  known ??= (async () => {
    const { default: sharp } = await import('sharp')
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48"><rect width="48" height="48" fill="#fff"/><text x="4" y="40" font-size="40" font-family="${FONTS}">一</text></svg>`
    const { data, info } = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer({ resolveWithObject: true })
    const rows = new Set<number>()
    for (let i = 0; i < data.length; i += 1) if ((data[i] ?? 255) < 128) rows.add(Math.floor(i / info.channels / info.width))
    const tall = rows.size === 0 ? 48 : Math.max(...rows) - Math.min(...rows) + 1
    return tall < 12
  })().catch(() => false)
  return known
}
