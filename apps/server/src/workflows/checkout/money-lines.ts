/**
 * Lines about money that is kept or owed: a deposit taken, a debt settled, a deposit forfeited. Their quantity is the fen, one fen
 * a piece, so that any part of them can be taken back exactly. Pure.
 */
import { scaleDown } from '../../platform/money.ts'
import type { Basis } from './basis.ts'
import { AccountUnfit, EarnestTooLarge, LineInvalid, SettlementTooMuch } from './errors.ts'
import type { Priced, PricedLine } from './price-lines.ts'
import type { CartLine } from './schemas.ts'

export function isMoneyLine(kind: string): boolean {
  return kind === 'deposit' || kind === 'settlement' || kind === 'forfeit'
}

/** @throws LineInvalid, EarnestTooLarge, AccountUnfit, SettlementTooMuch */
export function openMoneyLine(basis: Basis, line: CartLine, ownerId: string | null, priced: Priced): PricedLine {
  const { key, amountFen } = line
  if (amountFen === undefined) throw new LineInvalid({ key, need: 'amount' })
  if (line.quantity !== 1) throw new LineInvalid({ key, need: 'quantity_one' })
  if (line.kind === 'deposit') checkDeposit(line, amountFen, ownerId)
  if (line.kind === 'settlement') checkSettlement(basis, line, amountFen)
  return priced(null, line.kind === 'deposit' ? (line.deposit?.purpose ?? '') : line.kind, 1, amountFen)
}

/** 定金 is earnest money only up to a fifth of what was agreed (Civil Code, article 586). */
const EARNEST_PART = 5

function checkDeposit({ key, deposit }: CartLine, amountFen: number, ownerId: string | null): void {
  if (!deposit) throw new LineInvalid({ key, need: 'deposit' })
  if (ownerId === null && !deposit.contact) throw new LineInvalid({ key, need: 'contact' })
  if (deposit.kind !== 'earnest') return
  if (deposit.contractFen === undefined) throw new LineInvalid({ key, need: 'contract' })
  const mostFen = scaleDown(deposit.contractFen, 1, EARNEST_PART)
  if (amountFen > mostFen) throw new EarnestTooLarge({ key, mostFen })
}

function checkSettlement(basis: Basis, { key, accountId, debtId }: CartLine, amountFen: number): void {
  const account = accountId === undefined ? undefined : basis.accounts.get(accountId)
  if (!account) throw new AccountUnfit({ key, accountId: accountId ?? null })
  const debt =
    debtId === undefined ? null : basis.debts.find((d) => d.id === debtId && d.accountId === account.id && d.storeId === basis.storeId)
  const owedFen = debt === undefined ? 0 : (debt?.openFen ?? account.owedHereFen)
  if (amountFen > owedFen) throw new SettlementTooMuch({ key, owedFen })
}
