/** A paper as a picture: the text where the head put it, dot for dot what was sent as dots. */
import bwipjs, { type RenderOptions } from 'bwip-js/node'
import { COLUMN, columnsIn, LINE, type Mark, type Paper, type TextRun } from './paper.ts'

const GAP = 6
const MARGIN = 12
const FONTS = "'Noto Sans Mono CJK SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',monospace"

/** Text and shapes alone: nothing in it runs or refers to anything outside. */
export function svgOf(paper: Paper): string {
  let y = 0
  const drawn = paper.marks.map((mark) => {
    const top = y
    y += heightOf(mark)
    return draw(mark, top)
  })
  const width = paper.width + 2 * MARGIN
  const height = Math.max(LINE, y) + 2 * MARGIN
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-MARGIN} ${-MARGIN} ${width} ${height}"><rect x="${-MARGIN}" y="${-MARGIN}" width="${width}" height="${height}" fill="#fff"/><g font-family="${FONTS}" font-size="22" text-anchor="middle">${drawn.join('')}</g></svg>`
}

/** The same as PNG, one dot a pixel. */
export async function pngOf(paper: Paper): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  return sharp(Buffer.from(svgOf(paper)))
    .greyscale()
    .png()
    .toBuffer()
}

function heightOf(mark: Mark): number {
  switch (mark.kind) {
    case 'text':
      return mark.height + GAP
    case 'picture':
      return mark.height
    case 'qr':
      return mark.cell * 33
    case 'barcode':
      return mark.height + (mark.hri ? LINE : 0)
    case 'feed':
      return mark.dots
  }
}

function draw(mark: Mark, top: number): string {
  switch (mark.kind) {
    case 'text':
      return mark.runs.map((run) => drawRun(run, top + mark.height)).join('')
    case 'picture':
      return drawDots(mark, top)
    case 'qr':
      return embed(bwipjs.toSVG(qrOptions(mark)), mark.x, top)
    case 'barcode':
      return drawBarcode(mark, top)
    case 'feed':
      return ''
  }
}

function drawRun(run: TextRun, bottom: number): string {
  let x = run.x
  const chars = [...run.text].map((char) => {
    const width = columnsIn(char) * COLUMN * run.wide
    const middle = (x + width / 2) / run.wide
    x += width
    return char === ' ' ? '' : `<tspan x="${middle}">${escapeXml(char)}</tspan>`
  })
  const height = LINE * run.tall
  const ground = run.isInverted ? `<rect x="${run.x}" y="${bottom - height}" width="${x - run.x}" height="${height}"/>` : ''
  const line = run.isUnderlined ? `<path d="M${run.x} ${bottom}H${x}" stroke="#000" stroke-width="2"/>` : ''
  const bold = run.isBold ? ' stroke="#000" stroke-width="0.6"' : ''
  const fill = run.isInverted ? ' fill="#fff"' : ''
  return `${ground}${line}<g transform="translate(0 ${bottom - 4 * run.tall}) scale(${run.wide} ${run.tall})"><text${bold}${fill}>${chars.join('')}</text></g>`
}

/** Rows of dots as runs: a receipt's QR code is some hundred of them. */
function drawDots({ x, width, height, bits }: Extract<Mark, { kind: 'picture' }>, top: number): string {
  const isInk = (row: number, column: number) => ((bits[(row * width + column) >> 3] ?? 0) & (0x80 >> (column & 7))) !== 0
  const path: string[] = []
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      if (!isInk(row, column)) continue
      const start = column
      while (column < width && isInk(row, column)) column += 1
      path.push(`M${x + start} ${top + row}h${column - start}v1h${start - column}z`)
    }
  }
  return `<path d="${path.join('')}"/>`
}

/** `eclevel` is the symbol's own option: the typings list only those of every symbol. */
function qrOptions({ data, level, cell }: Extract<Mark, { kind: 'qr' }>): RenderOptions & { eclevel: string } {
  return { bcid: 'qrcode', text: data, eclevel: level, scale: cell }
}

/** What bwip-js draws has a view box and no size of its own. */
function embed(svg: string, x: number, y: number, scale = 1): string {
  const [, width = '0', height = '0'] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []
  return svg.replace('<svg ', `<svg x="${x}" y="${y}" width="${Number(width) * scale}" height="${Number(height) * scale}" `)
}

/** m of GS k. */
const BARCODES: Record<number, string> = {
  65: 'upca',
  67: 'ean13',
  68: 'ean8',
  69: 'code39',
  70: 'interleaved2of5',
  72: 'code93',
  73: 'code128',
}

function drawBarcode(mark: Extract<Mark, { kind: 'barcode' }>, top: number): string {
  const bcid = BARCODES[mark.type] ?? 'code128'
  const text = bcid === 'code128' ? code128Text(mark.data) : mark.data
  const svg = bwipjs.toSVG({ bcid, text, scaleX: mark.moduleWidth, height: mark.height / 8, includetext: mark.hri })
  return embed(svg, mark.x, top)
}

/** {A, {B and {C choose a set, also in the middle; set C packs two digits into a byte. */
function code128Text(data: string): string {
  return data
    .split(/\{(?=[ABC])/)
    .filter((part) => part !== '')
    .map((part) => {
      const chars = part.slice(1).replaceAll('{{', '{')
      return part.startsWith('C') ? [...chars].map((c) => String(c.charCodeAt(0)).padStart(2, '0')).join('') : chars
    })
    .join('')
}

function escapeXml(char: string): string {
  return char.replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`)
}
