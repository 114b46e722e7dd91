/** The commands the virtual printer knows, each with its length and what it does. Named as the manuals name them. */
import iconv from 'iconv-lite'
import type { Printer } from './interpreter.ts'
import { LINE } from './paper.ts'

export interface Command {
  /** Bytes of the whole command; null while too few are there to tell. */
  length(pending: readonly number[]): number | null
  /** `data` is what follows the two bytes of the name. May answer one byte. */
  run(printer: Printer, data: Uint8Array): number | undefined
}

const ESC = 0x1b
const FS = 0x1c
const GS = 0x1d

type Act = (printer: Printer, data: Uint8Array) => void

/** A command with so many bytes after its name. */
function fixed(parameters: number, act: Act): Command {
  return {
    length: () => 2 + parameters,
    run: (printer, data) => {
      act(printer, data)
      return undefined
    },
  }
}

const nothing: Act = () => undefined
const at = (data: Uint8Array, index: number): number => data[index] ?? 0
/** `0` and `1` may be sent as numbers or as digits. */
const isOn = (n: number): boolean => (n & 1) === 1 || n === 0x32 || n === 2
const wordAt = (data: Uint8Array, index: number): number => at(data, index) | (at(data, index + 1) << 8)
const signedAt = (data: Uint8Array, index: number): number => (wordAt(data, index) << 16) >> 16

const modes: Act = (printer, data) => {
  const n = at(data, 0)
  Object.assign(printer.state, { isBold: (n & 8) !== 0, tall: n & 16 ? 2 : 1, wide: n & 32 ? 2 : 1, isUnderlined: (n & 128) !== 0 })
}

const size: Act = (printer, data) => {
  const n = at(data, 0)
  Object.assign(printer.state, { wide: (n >> 4) + 1, tall: (n & 7) + 1 })
}

/** GS V m [n]: 65 and 66 feed first and take how far. */
const cut: Command = {
  length: (pending) => (pending.length < 3 ? null : at(Uint8Array.from(pending), 2) >= 65 ? 4 : 3),
  run: (printer) => {
    printer.cut()
    return undefined
  },
}

/** GS v 0 m xL xH yL yH d…: a picture, eight dots a byte. */
const raster: Command = {
  length: (pending) => (pending.length < 8 ? null : 8 + wordAt(Uint8Array.from(pending), 4) * wordAt(Uint8Array.from(pending), 6)),
  run: (printer, data) => {
    const width = wordAt(data, 2) * 8
    const height = wordAt(data, 4)
    printer.print({ kind: 'picture', x: printer.placeOf(width), width, height, bits: data.slice(6) })
    return undefined
  },
}

/** GS ( k pL pH cn fn …: a QR code is described, stored, and printed. */
const qr: Command = {
  length: (pending) => (pending.length < 5 ? null : 5 + wordAt(Uint8Array.from(pending), 3)),
  run: (printer, data) => {
    const fn = at(data, 4)
    if (fn === 67) printer.qr.cell = at(data, 5)
    if (fn === 69) printer.qr.level = 'LMQH'[at(data, 5) - 48] ?? 'L'
    if (fn === 80) printer.qr.data = iconv.decode(Buffer.from(data.slice(6)), 'gb18030')
    if (fn === 81) printer.print({ kind: 'qr', x: printer.placeOf(printer.qr.cell * 33), ...printer.qr })
    return undefined
  },
}

/** GS k m …: types from 65 on tell their length, older ones end in 0. */
const barcode: Command = {
  length: (pending) => {
    const [, , type, count] = pending
    if (type === undefined || count === undefined) return null
    if (type >= 65) return 4 + count
    const end = pending.indexOf(0, 3)
    return end < 0 ? null : end + 1
  },
  run: (printer, data) => {
    const type = at(data, 0)
    const text = Buffer.from(type >= 65 ? data.slice(2) : data.slice(1, -1)).toString('latin1')
    printer.print({ kind: 'barcode', x: printer.placeOf(0), type, data: text, ...printer.barcode })
    return undefined
  },
}

/** GS r n: how it is, told when it has come to this point: everything before has been printed. */
const howFar: Command = { length: () => 3, run: () => 0 }

const feedLines: Act = (printer, data) => printer.print({ kind: 'feed', dots: at(data, 0) * LINE })
const feedDots: Act = (printer, data) => printer.print({ kind: 'feed', dots: at(data, 0) })

const chinese = (isChinese: boolean) => fixed(0, (printer) => Object.assign(printer.state, { isChinese }))

export const COMMANDS: ReadonlyMap<number, Command> = new Map<number, Command>(
  (
    [
      [ESC, '@', fixed(0, (printer) => printer.reset())],
      [ESC, 'a', fixed(1, (printer, data) => Object.assign(printer.state, { align: at(data, 0) % 48 }))],
      [ESC, '!', fixed(1, modes)],
      [ESC, 'E', fixed(1, (printer, data) => Object.assign(printer.state, { isBold: isOn(at(data, 0)) }))],
      [ESC, '-', fixed(1, (printer, data) => Object.assign(printer.state, { isUnderlined: isOn(at(data, 0)) }))],
      [ESC, 'd', fixed(1, feedLines)],
      [ESC, 'J', fixed(1, feedDots)],
      [ESC, 'p', fixed(3, (printer) => Object.assign(printer, { pulses: printer.pulses + 1 }))],
      [ESC, '$', fixed(2, (printer, data) => Object.assign(printer, { x: printer.state.areaLeft + wordAt(data, 0) }))],
      [ESC, '\\', fixed(2, (printer, data) => Object.assign(printer, { x: printer.x + signedAt(data, 0) }))],
      // Font, right spacing, line spacing, code page, country, upside down: what we send is what they are anyway.
      [ESC, 'M', fixed(1, nothing)],
      [ESC, ' ', fixed(1, nothing)],
      [ESC, '2', fixed(0, nothing)],
      [ESC, '3', fixed(1, nothing)],
      [ESC, 't', fixed(1, nothing)],
      [ESC, 'R', fixed(1, nothing)],
      [ESC, '{', fixed(1, nothing)],
      [FS, '&', chinese(true)],
      [FS, '.', chinese(false)],
      [FS, '-', fixed(1, nothing)],
      [FS, 'S', fixed(2, nothing)],
      [FS, 'C', fixed(1, nothing)],
      [GS, '!', fixed(1, size)],
      [GS, 'B', fixed(1, (printer, data) => Object.assign(printer.state, { isInverted: isOn(at(data, 0)) }))],
      [GS, 'a', fixed(1, nothing)],
      [GS, 'L', fixed(2, (printer, data) => Object.assign(printer.state, { areaLeft: wordAt(data, 0) }))],
      [GS, 'W', fixed(2, (printer, data) => Object.assign(printer.state, { areaWidth: wordAt(data, 0) }))],
      [GS, 'V', cut],
      [GS, 'v', raster],
      [GS, '(', qr],
      [GS, 'w', fixed(1, (printer, data) => Object.assign(printer.barcode, { moduleWidth: at(data, 0) }))],
      [GS, 'h', fixed(1, (printer, data) => Object.assign(printer.barcode, { height: at(data, 0) }))],
      [GS, 'H', fixed(1, (printer, data) => Object.assign(printer.barcode, { hri: at(data, 0) !== 0 }))],
      [GS, 'k', barcode],
      [GS, 'r', howFar],
    ] as const satisfies readonly (readonly [number, string, Command])[]
  ).map(([group, name, command]) => [(group << 8) | name.charCodeAt(0), command]),
)
