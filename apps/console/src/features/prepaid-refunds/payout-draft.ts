/** How the money of a request is paid, as typed; read when it is sent. Pure. */
import { parseYuan } from '../../lib/money.ts'
import type { Schema } from '../../lib/schema.ts'
import type { Quote } from './queries.ts'

export interface PartDraft {
  tenderId: string | null
  kind: Quote['ways'][number]['kind']
  /** In yuan, as typed. */
  amount: string
  reason: string
  reference: string
  payee: string
  account: string
}

type Payout = Schema<'PrepaidPayoutRequest'>['payouts'][number]

export const keyOf = (part: Pick<PartDraft, 'kind' | 'tenderId'>) => `${part.kind} ${part.tenderId ?? ''}`

const yuan = (fen: number) => (fen === 0 ? '' : (fen / 100).toFixed(2))

/** Every way there is, with what the usual plan gives to each. */
export function draftOf(quote: Pick<Quote, 'ways' | 'plan'>): PartDraft[] {
  return quote.ways.map(({ tenderId, kind }) => {
    const planned = quote.plan.find((p) => keyOf(p) === keyOf({ kind, tenderId }))
    return { tenderId, kind, amount: yuan(planned?.amountFen ?? 0), reason: '', reference: '', payee: '', account: '' }
  })
}

export interface Read {
  payouts: Payout[]
  sumFen: number
  /** What is wrong, by the key of the part and the field. */
  wrong: Record<string, 'amount' | 'tooMuch' | 'closed' | 'payee' | 'account'>
}

export function readParts(parts: readonly PartDraft[], ways: Quote['ways']): Read {
  const read: Read = { payouts: [], sumFen: 0, wrong: {} }
  for (const part of parts) {
    if (part.amount.trim() === '') continue
    const key = keyOf(part)
    const amountFen = parseYuan(part.amount)
    const way = ways.find((w) => keyOf(w) === key)
    if (!amountFen) {
      if (amountFen === null) read.wrong[`${key} amount`] = 'amount'
      continue
    }
    if (way && !way.isOpen) read.wrong[`${key} amount`] = 'closed'
    else if (way && amountFen > way.maxFen) read.wrong[`${key} amount`] = 'tooMuch'
    const isBank = part.kind === 'bank_transfer'
    if (isBank && part.payee.trim() === '') read.wrong[`${key} payee`] = 'payee'
    if (isBank && part.account.trim().length < 4) read.wrong[`${key} account`] = 'account'
    read.sumFen += amountFen
    read.payouts.push({
      tenderId: part.tenderId,
      kind: part.kind,
      amountFen,
      reason: part.reason.trim(),
      reference: part.reference.trim(),
      payee: isBank ? { name: part.payee.trim(), account: part.account.trim() } : null,
    })
  }
  return read
}
