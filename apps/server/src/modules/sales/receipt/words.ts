/** An amount in capital numerals 大写, as Chinese receipts carry it against alteration. */
import Nzh from 'nzh'
import { plainYuan } from './text.ts'

/** 123405 → 壹仟贰佰叁拾肆元零伍分; traditional characters for `zh-TW`. Negative amounts begin with 负. */
export function amountInWords(fen: number, lang: 'zh-CN' | 'zh-TW' | 'en'): string {
  const nzh = lang === 'zh-TW' ? Nzh.hk : Nzh.cn
  return `${fen < 0 ? (lang === 'zh-TW' ? '負' : '负') : ''}${nzh.toMoney(plainYuan(Math.abs(fen)), { outSymbol: false, forceZheng: true })}`
}
