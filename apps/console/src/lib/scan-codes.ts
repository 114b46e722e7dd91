/**
 * What a scanned code is, by its looks; the server has the same patterns (`workflows/scan/codes.ts`, a test compares them). A code from a
 * customer's wallet pays money to whoever holds it: it is told apart here, in the browser, and goes nowhere.
 */
export const PAYMENT_CODES = {
  wechat: /^1[0-5]\d{16}$/,
  alipay: /^(?:2[5-9]|30)\d{14,22}$/,
  unionpay: /^62\d{17}$/,
} as const
export type Purse = keyof typeof PAYMENT_CODES

/** The number on a bill, `01-261122-0003`, or on a refund, `R01-261122-0001`. */
export const BILL_CODE = /^[A-Z0-9]{1,7}-\d{6}-\d{4,}$/
/** The code of a member's card or phone, and the numbers we give: M and letters or digits. */
export const MEMBER_CODE = /^M[0-9A-Z]{5,60}$/
/** A barcode of goods, a code of an item, or a member's number of another system. */
export const GOODS_CODE = /^[0-9A-Z-]{4,32}$/

export type ScannedCode =
  | { kind: 'payment'; purse: Purse }
  | { kind: 'bill'; number: string }
  | { kind: 'member'; code: string }
  | { kind: 'goods'; code: string }
  | { kind: 'unknown' }

export function recogniseCode(text: string): ScannedCode {
  const code = text.trim().toUpperCase()
  for (const purse of Object.keys(PAYMENT_CODES) as Purse[]) if (PAYMENT_CODES[purse].test(code)) return { kind: 'payment', purse }
  if (BILL_CODE.test(code)) return { kind: 'bill', number: code }
  if (MEMBER_CODE.test(code)) return { kind: 'member', code }
  if (GOODS_CODE.test(code)) return { kind: 'goods', code }
  return { kind: 'unknown' }
}
