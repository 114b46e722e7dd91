/** Text on a receipt printer: how many columns it takes, what can be printed at all, and how it is kept from being markup. Pure. */

/**
 * Columns a text takes on a printer in GB18030: ASCII one, everything else two, as the printer's own font and receiptline count them.
 * @param text printable text, see `printable`
 */
export function columnsOf(text: string): number {
  let columns = 0
  for (const char of text) columns += columnsOfChar(char)
  return columns
}

function columnsOfChar(char: string): number {
  return (char.codePointAt(0) ?? 0) < 0x80 ? 1 : 2
}

/**
 * One line of what can be printed: composed, without controls, marks that combine, and half characters; every run of white space is one space.
 * `¥` U+00A5 becomes `￥` U+FFE5, which every Chinese printer has. What looks like markup stays: `escapeText` sees to that.
 */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{M}\p{C}]/gu, '')
    .normalize('NFC')
    .replaceAll('\u00a5', '￥')
    .trim()
}

/**
 * Makes a text safe inside a line of receiptline: every character with a meaning there becomes `\xHH`, and spaces at the beginning, which
 * would move the text, become `~`. A line made of `-` or `=` alone would be a rule or a cut, so its first character is escaped too.
 */
export function escapeText(text: string): string {
  return text
    .replace(/[\\{}|_"`^~]/g, hex)
    .replace(/^(\s*)([-=])(?=[-=]*\s*$)/, (_, space: string, char: string) => space + hex(char))
    .replace(/^ +/, (spaces) => '~'.repeat(spaces.length))
    .trimEnd()
}

function hex(char: string): string {
  return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`
}

/** Breaks a text into lines of at most `columns`: Latin words stay whole where they fit, everything else breaks anywhere. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of wordsOf(text, columns)) {
    if (line !== '' && columnsOf(line) + columnsOf(word) > columns) {
      lines.push(line.trimEnd())
      line = ''
    }
    if (line !== '' || word !== ' ') line += word
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()]
}

/** Pieces that stay together: a Latin word or a number with its counter (10次, ×2, 8.8折), else one character; cut up when longer than a line. */
function wordsOf(text: string, columns: number): string[] {
  return (text.match(/×?[!-~]+[次天折]?|[^!-~]/gu) ?? []).flatMap((word) => (columnsOf(word) <= columns ? [word] : [...word]))
}

/** Label on the left, amount on the right; when they do not fit beside each other, the amount stands at the right of a line below. */
export function pair(left: string, right: string, columns: number, indent = 0): string[] {
  const space = ' '.repeat(indent)
  const lines = wrap(left, columns - indent).map((line) => space + line)
  const last = lines.at(-1) ?? ''
  if (columnsOf(last) + 1 + columnsOf(right) <= columns) return [...lines.slice(0, -1), spread(last, right, columns)]
  return [...lines, ...wrap(right, columns).map((line) => spread('', line, columns))]
}

function spread(left: string, right: string, columns: number): string {
  return left + ' '.repeat(Math.max(0, columns - columnsOf(left) - columnsOf(right))) + right
}

/** Shows who somebody is without saying it: the first character of a name, the rest as stars. 王小芳 → 王** */
export function maskName(name: string): string {
  const chars = [...printable(name)]
  return chars.length === 0 ? '' : (chars[0] ?? '') + '*'.repeat(Math.min(2, Math.max(1, chars.length - 1)))
}

/** Fen as a printer shows them: ￥12.30, -￥0.04. */
export function yuan(fen: number): string {
  return `${fen < 0 ? '-' : ''}￥${plainYuan(Math.abs(fen))}`
}

/** Non-negative fen as digits, without floating point: 1230 → 12.30 */
export function plainYuan(fen: number): string {
  return `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}
