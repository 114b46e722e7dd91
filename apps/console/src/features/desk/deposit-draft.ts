/** What is asked before a deposit is taken, as typed, and the line it makes. Pure. */
import type { CartLine } from '@yunbin/api-client'
import { parseYuan, plainYuan } from '../../lib/money.ts'
import { mostEarnestFen } from '../deposits/rules.ts'

type Terms = NonNullable<CartLine['deposit']>

export interface DepositDraft {
  kind: Terms['kind']
  purpose: string
  dueOn: string
  contract: string
  amount: string
  name: string
  phone: string
}

export function draftOf(line: Pick<CartLine, 'deposit' | 'amountFen'> | undefined): DepositDraft {
  const terms = line?.deposit
  return {
    kind: terms?.kind ?? 'advance',
    purpose: terms?.purpose ?? '',
    dueOn: terms?.dueOn ?? '',
    contract: terms?.contractFen === undefined ? '' : plainYuan(terms.contractFen),
    amount: line?.amountFen === undefined ? '' : plainYuan(line.amountFen),
    name: terms?.contact?.name ?? '',
    phone: terms?.contact?.phone ?? '',
  }
}

/** The most that may be taken; null where nothing stands in the way, or the price is not known yet. */
export function mostOf({ kind, contract }: DepositDraft): number | null {
  const contractFen = parseYuan(contract)
  return kind === 'earnest' && contractFen !== null && contractFen > 0 ? mostEarnestFen(contractFen) : null
}

export type DraftProblem =
  | 'nameMissing'
  | 'phoneWrong'
  | 'purposeMissing'
  | 'duePast'
  | 'contractMissing'
  | 'amountMissing'
  | 'amountTooMuch'

/** What is wrong, by field; nothing when the line can be made. */
export function problemsOf(draft: DepositDraft, isMember: boolean, today: string): Partial<Record<keyof DepositDraft, DraftProblem>> {
  const found: Partial<Record<keyof DepositDraft, DraftProblem>> = {}
  const amountFen = parseYuan(draft.amount)
  const contractFen = parseYuan(draft.contract)
  const mostFen = mostOf(draft)
  if (!isMember && draft.name.trim() === '') found.name = 'nameMissing'
  if (!isMember && !/^[+\d\s()-]{0,20}$/.test(draft.phone.trim())) found.phone = 'phoneWrong'
  if (draft.purpose.trim() === '') found.purpose = 'purposeMissing'
  if (draft.dueOn !== '' && draft.dueOn < today) found.dueOn = 'duePast'
  const needsPrice = draft.kind === 'earnest' || draft.contract.trim() !== ''
  if (needsPrice && (contractFen === null || contractFen < 1)) found.contract = 'contractMissing'
  if (amountFen === null || amountFen < 1) found.amount = 'amountMissing'
  else if (mostFen !== null && amountFen > mostFen) found.amount = 'amountTooMuch'
  return found
}

/** The line, of a draft without problems. */
export function lineOf(draft: DepositDraft, isMember: boolean): { amountFen: number; deposit: Terms } {
  const contractFen = parseYuan(draft.contract)
  return {
    amountFen: parseYuan(draft.amount) ?? 0,
    deposit: {
      kind: draft.kind,
      purpose: draft.purpose.trim(),
      ...(draft.dueOn === '' ? {} : { dueOn: draft.dueOn }),
      ...(contractFen === null ? {} : { contractFen }),
      ...(isMember ? {} : { contact: { name: draft.name.trim(), phone: draft.phone.trim() } }),
    },
  }
}
