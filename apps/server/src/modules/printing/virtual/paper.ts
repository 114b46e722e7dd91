/** What came out of the virtual printer: lines where the head put them, pictures, codes, and where it was cut. */

/** A piece of text, or of a picture, at a place on its line. Positions and sizes are dots: 12 per column, 24 per line. */
export interface TextRun {
  text: string
  x: number
  /** Times as wide, times as tall. */
  wide: number
  tall: number
  isBold: boolean
  isUnderlined: boolean
  isInverted: boolean
}

export type Mark =
  | { kind: 'text'; runs: TextRun[]; height: number }
  | { kind: 'picture'; x: number; width: number; height: number; bits: Uint8Array }
  | { kind: 'qr'; x: number; data: string; cell: number; level: string }
  | { kind: 'barcode'; x: number; type: number; data: string; moduleWidth: number; height: number; hri: boolean }
  | { kind: 'feed'; dots: number }

export interface Paper {
  /** Dots across. */
  width: number
  marks: Mark[]
  isCut: boolean
}

export const COLUMN = 12
export const LINE = 24

/** Columns a text takes: one per byte of GB18030, as the head counts them. */
export function columnsIn(text: string): number {
  let columns = 0
  for (const char of text) columns += (char.codePointAt(0) ?? 0) < 0x80 ? 1 : 2
  return columns
}

export const widthOf = (run: TextRun): number => columnsIn(run.text) * COLUMN * run.wide

/** The text of a paper, line by line, with spaces where the head jumped; pictures and codes as a word in brackets. */
export function textOf(paper: Paper): string[] {
  return paper.marks.filter((mark) => mark.kind !== 'feed').map(wordsOf)
}

function wordsOf(mark: Mark): string {
  switch (mark.kind) {
    case 'text':
      return lineOf(mark.runs)
    case 'picture':
      return `[picture ${mark.width}×${mark.height}]`
    case 'qr':
      return `[qr ${mark.data}]`
    case 'barcode':
      return `[barcode ${mark.data}]`
    case 'feed':
      return ''
  }
}

function lineOf(runs: readonly TextRun[]): string {
  let line = ''
  let at = 0
  for (const run of runs) {
    if (run.x > at) line += ' '.repeat(Math.floor((run.x - at) / COLUMN))
    line += run.text
    at = run.x + widthOf(run)
  }
  return line.trimEnd()
}

/** How far to the right anything was printed, in columns: never more than the paper has. */
export function widestColumn(paper: Paper): number {
  const edges = paper.marks.map((mark) => {
    if (mark.kind === 'text') return Math.max(0, ...mark.runs.map((run) => run.x + widthOf({ ...run, text: run.text.trimEnd() })))
    return mark.kind === 'picture' ? mark.x + mark.width : 0
  })
  return Math.max(0, ...edges) / COLUMN
}
