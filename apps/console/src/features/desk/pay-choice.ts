/** What the cashier does to a payment: rows put in, changed, taken out, corrected after a refusal. Pure. */
import type { Problem, Quote } from '@yunbin/api-client'
import type { Schema } from '../../lib/schema.ts'
import { idOf, isOutside, type OutsideRow, type PayChoice, type Row, type SourceRow } from './tenders.ts'

/** The row in its place, or at the end. */
export function withRow(choice: PayChoice, row: Row): PayChoice {
  const at = choice.findIndex((r) => idOf(r) === idOf(row))
  return at < 0 ? [...choice, row] : choice.with(at, row)
}

export function withoutRow(choice: PayChoice, row: Row): PayChoice {
  return choice.filter((r) => idOf(r) !== idOf(row))
}

/** A second way of outside money joins only while something is left to pay; otherwise it takes the place of the first. Shares of a split stay. */
export function withOutside(choice: PayChoice, kind: OutsideRow['kind'], current: Pick<Quote, 'dueFen'> | undefined): PayChoice {
  const row: OutsideRow = { kind, fen: null }
  const isShort = current !== undefined && current.dueFen > 0
  const kept = choice.filter((r) => !isOutside(r) || r.who !== undefined || (isShort && idOf(r) !== idOf(row)))
  return [...kept.filter((r) => idOf(r) !== idOf(row)), row]
}

/** Who shares a bill, as the cashier wrote it down: a member, or a guest by a word. `name` is what the row of the payment says. */
export interface Sharer {
  memberId: string | null
  guest: string
  name: string
  kind: 'stored_value' | 'on_account' | OutsideRow['kind']
  /** On account: which one is charged. */
  account?: Account
}
export type Account = Pick<SourceRow, 'id' | 'name' | 'leftFen'>

/**
 * A split of the server as rows: each payer's share, with the lines it is for. Wallets that share nothing pay nothing. Cash takes the exact
 * rest where everybody can pay the own share, so that it is rounded.
 * @param planned members whose wallets the plan draws on
 */
export function choiceOfSplit(split: Schema<'Split'>, sharers: readonly Sharer[], planned: readonly string[]): PayChoice {
  const isWhole = split.shares.every((s) => s.payableFen === s.amountFen)
  const rows = split.shares.flatMap((share, index): Row[] => {
    const sharer = sharers[index]
    if (!sharer || (share.payableFen === 0 && sharer.kind !== 'stored_value')) return []
    const lines = share.lineKeys === null ? {} : { lineKeys: share.lineKeys }
    if (sharer.kind === 'cash') return []
    if (sharer.kind === 'on_account')
      return sharer.account ? [{ kind: 'on_account', ...sharer.account, fen: share.payableFen, ...lines }] : []
    if (sharer.kind !== 'stored_value') return [{ kind: sharer.kind, fen: share.payableFen, ...whoOf(sharer), ...lines }]
    return sharer.memberId === null ? [] : [{ kind: 'stored_value', memberId: sharer.memberId, fen: share.payableFen, ...lines }]
  })
  const idle = planned.filter((id) => !rows.some((row) => row.kind === 'stored_value' && row.memberId === id))
  const none = idle.map((memberId): Row => ({ kind: 'stored_value', memberId, fen: 0 }))
  const cash = split.shares.flatMap(({ payableFen }, index) => {
    const sharer = sharers[index]
    return sharer?.kind === 'cash' && payableFen > 0 ? [{ payableFen, sharer }] : []
  })
  const [first, second] = cash
  if (!first) return [...none, ...rows]
  // Several who pay cash put it together, and nobody of them is the one who paid it.
  const { who: _, ...payer } = second ? {} : whoOf(first.sharer)
  return [...none, ...rows, { kind: 'cash', fen: isWhole ? null : cash.reduce((sum, c) => sum + c.payableFen, 0), ...payer }]
}

/** A guest by the word, a member by the record: their name is in one place alone. */
function whoOf({ name, guest, memberId }: Sharer): Pick<OutsideRow, 'who' | 'reference' | 'payerId'> {
  return {
    ...(name ? { who: name } : {}),
    ...(guest.trim() ? { reference: guest.trim() } : {}),
    ...(memberId ? { payerId: memberId } : {}),
  }
}

/** What can be done about a refusal in one press: the row that asked too much takes what there is. */
export interface Remedy {
  fen: number
  choice: PayChoice
}

export function remedyOf(problem: Problem, choice: PayChoice, ownId: string | null): Remedy | null {
  const number = (name: string) => (typeof problem.params[name] === 'number' ? problem.params[name] : 0)
  const correct = (id: string, fen: number): Remedy | null => {
    const row = choice.find((r) => idOf(r) === id)
    if (!row) return null
    return { fen, choice: fen > 0 ? withRow(choice, { ...row, fen }) : withoutRow(choice, row) }
  }
  switch (problem.code) {
    case 'stored_value_insufficient': {
      const memberId = typeof problem.params.memberId === 'string' ? problem.params.memberId : (ownId ?? '')
      const fen = number('availableFen')
      return correct(`stored_value ${memberId}`, fen) ?? { fen, choice: withRow(choice, { kind: 'stored_value', memberId, fen }) }
    }
    case 'account_limit':
      return correct(`on_account ${problem.params.accountId}`, number('leftFen'))
    case 'account_unfit':
      return correct(`on_account ${problem.params.accountId}`, 0)
    case 'deposit_unfit':
      return correct(`deposit ${problem.params.depositId}`, number('openFen'))
    default:
      return null
  }
}
