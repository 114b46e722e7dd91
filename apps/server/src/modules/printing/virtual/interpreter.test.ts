import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { Printer } from './interpreter.ts'
import { textOf } from './paper.ts'

const gb = (text: string) => [...iconv.encode(text, 'gb18030')]
const linesOf = (printer: Printer) => printer.papers.flatMap(textOf)

describe('the virtual printer', () => {
  it('reads two bytes as one character after FS &, and not after FS .', () => {
    const printer = new Printer(32)
    printer.feed(Uint8Array.from([0x1c, 0x26, ...gb('云鬓'), 0x0a, 0x1c, 0x2e, 0xd4, 0x0a]))
    expect(linesOf(printer)[0]).toBe('云鬓')
    expect(linesOf(printer)[1]).toHaveLength(1)
  })

  it('breaks a line at the edge of the paper, and a wide one sooner', () => {
    const printer = new Printer(32)
    printer.feed(Uint8Array.from([...gb('一'.repeat(17)), 0x0a, 0x1d, 0x21, 0x10, ...gb('一'.repeat(9)), 0x0a]))
    expect(linesOf(printer)).toEqual(['一'.repeat(16), '一', '一'.repeat(8), '一'])
  })

  it('sets a line in the middle or at the right', () => {
    const printer = new Printer(32)
    printer.feed(Uint8Array.from([0x1b, 0x61, 1, ...gb('云鬓'), 0x0a, 0x1b, 0x61, 2, ...gb('云鬓'), 0x0a]))
    expect(linesOf(printer)).toEqual([`${' '.repeat(14)}云鬓`, `${' '.repeat(28)}云鬓`])
  })

  it('answers how it is at once, and how far it is when it has come there', () => {
    const printer = new Printer(32)
    expect([...printer.feed(Uint8Array.from([0x10, 0x04, 1]))]).toEqual([0x12])
    printer.health = { isPaperOut: true, isCoverOpen: false }
    expect([...printer.feed(Uint8Array.from([0x10, 0x04, 1, 0x10, 0x04, 4]))]).toEqual([0x1a, 0x72])
    expect([...printer.feed(Uint8Array.from([...gb('云'), 0x0a, 0x1d, 0x72, 1]))]).toEqual([0])
  })

  it('forgets on ESC @ what was not printed yet', () => {
    const printer = new Printer(32)
    printer.feed(Uint8Array.from([0x1d, 0x21, 0x11, ...gb('废'), 0x1b, 0x40, ...gb('新'), 0x0a]))
    expect(linesOf(printer)).toEqual(['新'])
    expect(printer.papers[0]?.marks[0]).toMatchObject({ runs: [{ wide: 1, tall: 1 }] })
  })

  it('notes what it does not understand, and goes on', () => {
    const printer = new Printer(32)
    printer.feed(Uint8Array.from([0x1b, 0x07, ...gb('好'), 0x0a]))
    expect(printer.unknown).toEqual(['1b 7'])
    expect(linesOf(printer)).toEqual(['好'])
  })

  it('makes the same of a job however it is cut into packets', () => {
    const job = [
      0x1b,
      0x40,
      0x1c,
      0x26,
      0x1d,
      0x21,
      0x01,
      ...gb('云鬓 ￥1.00'),
      0x0a,
      0x1d,
      0x76,
      0x30,
      0,
      1,
      0,
      2,
      0,
      0xff,
      0x0a,
      0x1b,
      0x70,
      0,
      25,
      250,
      0x1d,
      0x56,
      66,
      0,
    ]
    const whole = new Printer(32)
    whole.feed(Uint8Array.from(job))
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: job.length }), { maxLength: 8 }), (cuts) => {
        const printer = new Printer(32)
        const places = [0, ...cuts.sort((a, b) => a - b), job.length]
        for (const [i, place] of places.entries()) printer.feed(Uint8Array.from(job.slice(place, places[i + 1] ?? job.length)))
        expect(printer.papers).toEqual(whole.papers)
        expect(printer.pulses).toBe(1)
      }),
    )
  })

  it('survives anything, and goes on afterwards', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const printer = new Printer(48)
        printer.feed(bytes)
        // Longer than any picture or text the noise may have promised, in the worst case.
        if (bytes.some((b) => b === 0x1d)) return
        printer.feed(Uint8Array.from([0x0a, 0x0a, 0x0a, 0x0a, 0x1b, 0x40, ...gb('好'), 0x0a]))
        expect(linesOf(printer).at(-1)).toBe('好')
      }),
    )
  })
})
