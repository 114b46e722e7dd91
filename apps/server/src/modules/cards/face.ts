/** The face of a card as a picture for printing: brand, number, QR; a credit card's size, and no name, as cards are lost. */
import { toSVG } from 'bwip-js'
import { groupNumber } from './codes.ts'

const WIDTH_MM = 85.6
const HEIGHT_MM = 54

/** @param qr what is printed; see `printedQr` */
export function cardFace(input: { brandName: string; number: string; qr: string }): string {
  // Named first: the library's types do not know the level of error correction.
  const options = { bcid: 'qrcode', text: input.qr, eclevel: 'M', padding: 0 }
  const code = inner(toSVG(options))
  const fit = 30 / Math.max(code.width, code.height)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH_MM}mm" height="${HEIGHT_MM}mm" viewBox="0 0 ${WIDTH_MM} ${HEIGHT_MM}">`,
    `<rect x="0.2" y="0.2" width="${WIDTH_MM - 0.4}" height="${HEIGHT_MM - 0.4}" rx="3.2" fill="#fff" stroke="#c9c4bb" stroke-width="0.2"/>`,
    `<text x="6" y="12" font-size="5.2" font-weight="600" font-family="${FONT}" fill="#1d1b18">${escaped(input.brandName)}</text>`,
    `<text x="6" y="17.5" font-size="2.8" font-family="${FONT}" fill="#5f5a52">会员卡 MEMBER CARD</text>`,
    `<text x="6" y="46" font-size="4.4" letter-spacing="0.4" font-family="${MONO}" fill="#1d1b18">${groupNumber(input.number)}</text>`,
    `<g transform="translate(${WIDTH_MM - 36} 17) scale(${fit.toFixed(5)})">${code.body}</g>`,
    '</svg>',
  ].join('')
}

const FONT = "'Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
const MONO = "'DejaVu Sans Mono','Menlo','Consolas',monospace"

function inner(svg: string): { body: string; width: number; height: number } {
  const box = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)
  return { body: svg.replace(/^<svg[^>]*>/, '').replace(/<\/svg>\s*$/, ''), width: Number(box?.[1] ?? 1), height: Number(box?.[2] ?? 1) }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
