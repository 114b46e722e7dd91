/** A receiptline document as the bytes a Chinese ESC/POS printer takes: GB18030, 32 or 48 columns, nothing wider than the paper. */
import { type BaseCommand, commands, transform } from 'receiptline'
import { isTwoByte, withPictures } from './bitmap.ts'

export type PaperColumns = 32 | 48

export interface PaperOptions {
  columns: PaperColumns
  cuts: boolean
  opensDrawer: boolean
}

const INIT = Buffer.from([0x1b, 0x40])
/** ESC p 0 25 250: connector pin 2, on for 50 ms, off for 500 ms. */
const OPEN_DRAWER = Buffer.from([0x1b, 0x70, 0x00, 0x19, 0xfa])

/** The dialect that cheap and dear printers share: GS v 0 for pictures, one-byte parameters. */
const dialect: BaseCommand = {
  ...commands.generic,
  // Box-drawing characters stand elsewhere in every printer's code pages; a hyphen stands where it stands.
  hr: (width: number) => `\x1c&${'-'.repeat(width)}`,
  // What follows the last byte is the transport's to ask.
  close(this: BaseCommand & { cutting: boolean }) {
    return this.cutting ? '\x1dVB\x00' : '\x1bd\x04'
  },
}

/** Only the pulse: the drawer opens and no paper moves. */
export function drawerBytes(): Buffer {
  return Buffer.concat([INIT, OPEN_DRAWER])
}

/** Draws a document. The drawer goes first, so that the change can be counted while the paper comes. */
export async function encodeDocument(source: string, { columns, cuts, opensDrawer }: PaperOptions): Promise<Buffer> {
  const drawn = await withPictures(source, columns)
  const text = transform(drawn, { cpl: columns, encoding: 'gb18030', command: dialect, spacing: true, cutting: cuts, gradient: false })
  const paper = Buffer.from(text, 'latin1')
  return opensDrawer ? Buffer.concat([INIT, OPEN_DRAWER, paper]) : paper
}

/** The document, marked as one that was printed before. */
export function markCopy(source: string, copy: number, lang: string): string {
  if (copy === 0) return source
  const words = lang === 'en' ? `Reprint ${copy}` : lang === 'zh-TW' ? `補印 ${copy}` : `补打 ${copy}`
  return `"${words}"\n${source}`
}

export { isTwoByte }
