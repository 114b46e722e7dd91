/**
 * A small ESC/POS printer: bytes in, paper out. It knows the commands that are sent to real ones, and behaves as they do: two bytes of
 * GB18030 after FS &, wrapping at the edge of the paper, real-time status even in the middle of a job. What it does not know it notes.
 */
import { COMMANDS, type Command } from './commands.ts'
import { COLUMN, columnsIn, LINE, type Mark, type Paper, type TextRun, widthOf } from './paper.ts'

/** What a paper sensor or a lid says; told on request. */
export interface Health {
  isPaperOut: boolean
  isCoverOpen: boolean
}

export class Printer {
  readonly #columns: number
  readonly #decoder = new TextDecoder('gb18030')
  #pending: number[] = []
  #runs: TextRun[] = []
  #text: number[] = []
  /** Where the head stands, in dots. */
  x = 0
  state = freshState()
  health: Health = { isPaperOut: false, isCoverOpen: false }
  /** Everything torn off, oldest first; the last one may still be in the printer. */
  papers: Paper[] = []
  /** How often the drawer was opened. */
  pulses = 0
  /** Commands it did not understand: a test wants none. */
  unknown: string[] = []
  /** What was stored by GS ( k before it is printed. */
  qr = { data: '', cell: 3, level: 'L' }
  barcode = { moduleWidth: 2, height: 72, hri: false }

  constructor(columns: number) {
    this.#columns = columns
  }

  get width(): number {
    return this.#columns * COLUMN
  }

  /** Takes bytes as they arrive, whole commands or halves. Returns what the printer answers. */
  feed(bytes: Uint8Array): Buffer {
    const answers: number[] = []
    for (const byte of bytes) {
      this.#pending.push(byte)
      if (this.#realTime(answers)) continue
      while (this.#step(answers)) {
        // The next command, if all of it is there.
      }
    }
    return Buffer.from(answers)
  }

  /** DLE EOT n, answered out of turn. Bytes of pictures may look the same: real printers have that trap too, but not while reading one. */
  #realTime(answers: number[]): boolean {
    const [dle, eot, n] = this.#pending
    if (this.#pending.length !== 3 || dle !== 0x10 || eot !== 0x04 || n === undefined) return false
    this.#pending = []
    answers.push(this.#statusOf(n))
    return true
  }

  #statusOf(n: number): number {
    const { isPaperOut, isCoverOpen } = this.health
    if (n === 1) return 0x12 | (isPaperOut || isCoverOpen ? 0x08 : 0)
    if (n === 2) return 0x12 | (isCoverOpen ? 0x04 : 0) | (isPaperOut ? 0x20 : 0)
    if (n === 4) return 0x12 | (isPaperOut ? 0x60 : 0)
    return 0x12
  }

  /** Carries out one command or one character. False when more bytes are needed. */
  #step(answers: number[]): boolean {
    const [first, second] = this.#pending
    if (first === undefined) return false
    // DLE waits for its EOT; alone it means nothing.
    if (first === 0x10 && (second === undefined || second === 0x04)) return false
    if (first === 0x1b || first === 0x1c || first === 0x1d) return this.#command(first, answers)
    if (first === 0x0a) {
      this.#take(1)
      this.newLine()
      return true
    }
    if (first < 0x20) {
      this.#take(1)
      return true
    }
    return this.#character(first)
  }

  #command(first: number, answers: number[]): boolean {
    const second = this.#pending[1]
    if (second === undefined) return false
    const command: Command | undefined = COMMANDS.get((first << 8) | second)
    if (!command) {
      this.unknown.push(`${first.toString(16)} ${second.toString(16)}`)
      this.#take(2)
      return true
    }
    const length = command.length(this.#pending)
    if (length === null || this.#pending.length < length) return false
    this.#flushText()
    const answer = command.run(this, Uint8Array.from(this.#take(length).slice(2)))
    if (answer !== undefined) answers.push(answer)
    return true
  }

  #character(first: number): boolean {
    const isDouble = this.state.isChinese && first >= 0x81
    if (isDouble && this.#pending.length < 2) return false
    this.#text.push(...this.#take(isDouble ? 2 : 1))
    return true
  }

  #take(count: number): number[] {
    return this.#pending.splice(0, count)
  }

  /** Puts the characters since the last command on the line, breaking it where the paper ends. */
  #flushText(): void {
    if (this.#text.length === 0) return
    const text = this.state.isChinese ? this.#decoder.decode(Uint8Array.from(this.#text)) : String.fromCharCode(...this.#text)
    this.#text = []
    const { wide, tall, isBold, isUnderlined, isInverted } = this.state
    const begin = () => {
      const run: TextRun = { text: '', x: this.x, wide, tall, isBold, isUnderlined, isInverted }
      this.#runs.push(run)
      return run
    }
    let run = begin()
    for (const char of text) {
      const advance = columnsIn(char) * COLUMN * wide
      if (this.x + advance > this.areaEnd) {
        this.newLine()
        run = begin()
      }
      run.text += char
      this.x += advance
    }
  }

  get areaEnd(): number {
    return Math.min(this.width, this.state.areaLeft + this.state.areaWidth)
  }

  /** LF: what is on the line comes out, set where the alignment wants it. */
  newLine(): void {
    this.#flushText()
    const runs = this.#runs.filter((run) => run.text !== '')
    const end = Math.max(0, ...runs.map((run) => run.x + widthOf(run)))
    const shift = Math.floor(((this.areaEnd - end) * this.state.align) / 2)
    const height = Math.max(1, ...runs.map((run) => run.tall)) * LINE
    this.print({ kind: 'text', runs: runs.map((run) => ({ ...run, x: run.x + Math.max(0, shift) })), height })
    this.#runs = []
    this.x = this.state.areaLeft
  }

  /** Where something of this width is put on the line. */
  placeOf(width: number): number {
    return this.state.areaLeft + Math.max(0, Math.floor(((this.areaEnd - this.state.areaLeft - width) * this.state.align) / 2))
  }

  print(mark: Mark): void {
    let paper = this.papers.at(-1)
    if (!paper || paper.isCut) {
      paper = { width: this.width, marks: [], isCut: false }
      this.papers.push(paper)
    }
    paper.marks.push(mark)
  }

  cut(): void {
    if (this.#runs.length > 0 || this.#text.length > 0) this.newLine()
    const paper = this.papers.at(-1)
    if (paper) paper.isCut = true
  }

  /** The power went: half a command is forgotten, and what was on paper is torn off. */
  powerCycle(): void {
    this.#pending = []
    this.reset()
    this.cut()
  }

  /** ESC @: as it was when it was switched on. What is on the line and was not printed is lost. */
  reset(): void {
    this.#runs = []
    this.#text = []
    this.x = 0
    this.state = freshState()
  }
}

function freshState() {
  return {
    // Chinese printers wake up in Chinese mode.
    isChinese: true,
    align: 0,
    wide: 1,
    tall: 1,
    isBold: false,
    isUnderlined: false,
    isInverted: false,
    areaLeft: 0,
    areaWidth: Number.MAX_SAFE_INTEGER,
  }
}
