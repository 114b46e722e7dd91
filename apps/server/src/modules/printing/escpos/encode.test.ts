/** What is sent, read back by the virtual printer. To look at a change: `vitest run -u`, then read the difference. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testPage } from '../test-page.ts'
import { Printer } from '../virtual/interpreter.ts'
import { columnsIn, textOf, widestColumn } from '../virtual/paper.ts'
import { pngOf, svgOf } from '../virtual/picture.ts'
import { isTwoByte } from './bitmap.ts'
import { drawerBytes, encodeDocument, markCopy, type PaperColumns } from './encode.ts'

const RECEIPTS = path.resolve(import.meta.dirname, '../../sales/receipt/golden')
const WIDTHS: readonly PaperColumns[] = [32, 48]

async function printed(source: string, columns: PaperColumns, options: { cuts?: boolean; opensDrawer?: boolean } = {}) {
  const bytes = await encodeDocument(source, { columns, cuts: true, opensDrawer: false, ...options })
  const printer = new Printer(columns)
  printer.feed(bytes)
  expect(printer.unknown).toEqual([])
  const paper = printer.papers[0]
  if (!paper) throw new Error('nothing came out')
  return { bytes, printer, paper, text: textOf(paper) }
}

/** What a person may type, as it stands in a document. */
const name = fc.string({
  unit: fc.oneof(fc.constantFrom(...'王𠮷ñ🎉￥¥·×a1 -_|{}"`^~\\'), fc.string({ unit: 'binary', maxLength: 2 })),
  maxLength: 40,
})
const escaped = (text: string) =>
  text
    .replace(/[\p{C}\p{M}\s]/gu, ' ')
    .replace(/[\\{}|_"`^~]/g, (char) => `\\x${char.charCodeAt(0).toString(16)}`)
    .replace(/^[-= ]*$/, '.')

describe('a receipt', () => {
  const golden = readdirSync(RECEIPTS).filter((file) => file.endsWith('.receipt'))

  it.each(golden)('%s comes out as it was laid out', async (file) => {
    const columns = file.endsWith('-32.receipt') ? 32 : 48
    const { paper, text } = await printed(readFileSync(path.join(RECEIPTS, file), 'utf8'), columns)
    expect(paper.isCut).toBe(true)
    expect(widestColumn(paper)).toBeLessThanOrEqual(columns)
    await expect(`${text.join('\n')}\n`).toMatchFileSnapshot(`golden/${file.replace('.receipt', '.txt')}`)
  })

  it('begins with ESC @, prints in Chinese mode, and ends with a cut', async () => {
    const { bytes } = await printed('云鬓 ￥1.00', 32)
    expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0x1b, 0x40]))
    expect(bytes.includes(Buffer.from([0x1c, 0x26, 0xd4, 0xc6, 0xf7, 0xde]))).toBe(true)
    expect(bytes.includes(Buffer.from([0xa3, 0xa4]))).toBe(true)
    expect(bytes.subarray(-4)).toEqual(Buffer.from([0x1d, 0x56, 0x42, 0x00]))
  })

  it('feeds instead of cutting where there is no cutter', async () => {
    const { bytes, printer } = await printed('云鬓', 32, { cuts: false })
    expect(bytes.subarray(-3)).toEqual(Buffer.from([0x1b, 0x64, 0x04]))
    expect(printer.papers[0]?.isCut).toBe(false)
  })

  it('opens the drawer before the paper comes', async () => {
    const { bytes, printer } = await printed('云鬓', 32, { opensDrawer: true })
    expect(bytes.subarray(0, 7)).toEqual(Buffer.from([0x1b, 0x40, 0x1b, 0x70, 0x00, 0x19, 0xfa]))
    expect(printer.pulses).toBe(1)
    expect(drawerBytes()).toEqual(bytes.subarray(0, 7))
  })

  it('says that it was printed before, and which time this is', async () => {
    expect((await printed(markCopy('小票', 2, 'zh-CN'), 32)).text.map((line) => line.trim())).toEqual(['补打 2', '小票'])
    expect(markCopy('小票', 0, 'zh-CN')).toBe('小票')
    expect(markCopy('r', 1, 'en')).toContain('Reprint 1')
    expect(markCopy('r', 1, 'zh-TW')).toContain('補印 1')
  })
})

describe('whatever anything is called', () => {
  it('no line is wider than the paper, and every byte is understood', async () => {
    await fc.assert(
      fc.asyncProperty(name, name, fc.constantFrom(...WIDTHS), async (left, right, columns) => {
        const source = [`^^${escaped(left)}^^`, `"${escaped(left)} ${escaped(right)}" |`, `${escaped(right)} |`].join('\n')
        const { paper, text } = await printed(source, columns)
        expect(widestColumn(paper)).toBeLessThanOrEqual(columns)
        for (const line of text.filter((l) => !l.startsWith('[picture '))) expect(columnsIn(line)).toBeLessThanOrEqual(columns)
      }),
      { numRuns: 60 },
    )
  })

  it('characters of two bytes are printed as text, all others as a picture of their line', async () => {
    for (const char of '云鬓￥·×éㄅ①→㑇䶮') expect(isTwoByte(char), char).toBe(true)
    for (const char of '𠮷ñ🎉¥') expect(isTwoByte(char), char).toBe(false)
    const { text } = await printed('普通一行 |\n王𠮷 ￥1.00 |\n再一行 |', 32)
    expect(text).toEqual(['普通一行', '[picture 384×30]', '再一行'])
  })

  it('a picture in the text is a star, as wide as it was', async () => {
    expect((await printed('新年🎉特惠 |', 32)).text).toEqual(['新年＊特惠'])
  })
})

describe('the picture of a paper', () => {
  it('shows text, dots and codes, and refers to nothing outside', async () => {
    const source =
      '^^云鬓^^\n"王𠮷" |\n{code:https://example.cn/v/1;option:qrcode,4,m}\n{code:SKU-2048;option:code128,2,60,hri}\n<script> |'
    const { paper } = await printed(source, 48)
    const svg = svgOf(paper)
    expect(svg).toContain('>云</tspan>')
    expect(svg).not.toMatch(/<script|href|url\(|@import|\son\w+=/i)
    const png = await pngOf(paper)
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    // 576 dots and a margin of 12 on each side.
    expect(png.readUInt32BE(16)).toBe(600)
  })

  it('draws stored QR codes and bar codes of every set', () => {
    const printer = new Printer(32)
    const qr = (...bytes: number[]) => [0x1d, 0x28, 0x6b, bytes.length & 255, bytes.length >> 8, 0x31, ...bytes.slice(1)]
    const data = [...Buffer.from('M123')]
    printer.feed(Uint8Array.from([...qr(0, 0x43, 6), ...qr(0, 0x45, 49), ...qr(0, 0x50, 0x30, ...data), ...qr(0, 0x51, 0x30)]))
    printer.feed(
      Uint8Array.from([0x1d, 0x6b, 73, 7, 0x7b, 0x42, 0x41, 0x7b, 0x43, 12, 34, 0x1d, 0x6b, 2, ...Buffer.from('690123456789'), 0]),
    )
    expect(printer.unknown).toEqual([])
    const paper = printer.papers[0]
    expect(paper?.marks.map((m) => m.kind)).toEqual(['qr', 'barcode', 'barcode'])
    expect(paper?.marks[0]).toMatchObject({ data: 'M123', cell: 6, level: 'M' })
  })
})

describe('the test page', () => {
  it.each(WIDTHS)('fills %i columns exactly', async (columns) => {
    const page = testPage({ lang: 'zh-CN', columns, host: '192.168.1.50', port: 9100 }, '前台')
    const { paper, text } = await printed(page, columns)
    expect(widestColumn(paper)).toBe(columns)
    expect(text).toContain('1234567890'.repeat(5).slice(0, columns))
    expect(text.filter((line) => line.startsWith('[picture'))).toHaveLength(2)
  })
})
