/** What a new printer prints first: whether the width is right, Chinese comes out, and rare characters too. Pure. */
import type { Printer } from './schemas.ts'

const WORDS = {
  'zh-CN': {
    title: '打印测试页',
    width: '这一行应正好占满纸宽',
    money: '金额 ￥1,234.56',
    rare: '生僻字：𠮷 䶮 㑇',
    ok: '能看清以上内容，打印机就设置好了',
  },
  'zh-TW': {
    title: '列印測試頁',
    width: '這一行應剛好佔滿紙寬',
    money: '金額 ￥1,234.56',
    rare: '罕用字：𠮷 䶮 㑇',
    ok: '以上內容清楚可讀，印表機就設定好了',
  },
  en: {
    title: 'Test page',
    width: 'The next line fills the paper',
    money: 'Amount ￥1,234.56',
    rare: 'Rare characters: 𠮷 䶮 㑇',
    ok: 'If all of this is clear, the printer is ready',
  },
}

/** The document in receiptline. Nothing on it was typed by anybody but the printer's name, which the caller has escaped. */
export function testPage(printer: Pick<Printer, 'lang' | 'columns' | 'host' | 'port'>, escapedName: string): string {
  const words = WORDS[printer.lang]
  const ruler = '1234567890'.repeat(5).slice(0, printer.columns)
  return [
    `^^${words.title}^^`,
    escapedName,
    `${printer.host}:${printer.port} · ${printer.columns === 32 ? '58 mm' : '80 mm'} · ${printer.columns}`,
    '---',
    words.width,
    `${ruler} |`,
    `"${words.money}" |`,
    `${words.rare} |`,
    `{code:${printer.host}:${printer.port};option:qrcode,4,m}`,
    '---',
    words.ok,
  ].join('\n')
}
