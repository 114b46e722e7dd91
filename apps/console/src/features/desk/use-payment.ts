import type { Cart, CartLine, Quote } from '@yunbin/api-client'
import { type RefObject, useEffect, useMemo, useState } from 'react'
import { asProblem } from '../../lib/problems.ts'
import { type Remedy, remedyOf, withOutside } from './pay-choice.ts'
import { amountsOf, composeTenders, type Known, type OutsideRow, type PayChoice, payerIdsOf } from './tenders.ts'
import type { Quoted } from './use-quote.ts'

/** Other ways than outside money. */
export type More = 'payer' | 'account' | 'useDeposit' | 'split'

/** A deposit or an account that the same act gives back to: so much more of it may be used. */
export interface Returned {
  kind: 'deposit' | 'on_account'
  id: string
  name: string
  fen: number
}

/** What is paid for and where it is asked: a bill on the desk, or what goes out in an exchange. */
export interface PayScene {
  storeId: string
  memberId: string | null
  lines: readonly CartLine[]
  /** Paid the way that costs the member least. */
  plan: Quoted
  choice: PayChoice
  setChoice: (choice: PayChoice) => void
  returned: readonly Returned[]
  dialog: { kind: string } | null
  open: (dialog: { kind: More }) => void
  close: () => void
  /** Holds the rows; the cursor is put into the one that was added. */
  panel: RefObject<HTMLElement | null>
}

/** The rows of a payment, and what they come to. */
export interface Payment {
  scene: PayScene
  plan: Quote | undefined
  choice: PayChoice
  setChoice: (choice: PayChoice) => void
  choose: (kind: OutsideRow['kind']) => void
  known: Known
  /** What each row of own means is proposed to pay, by its id. */
  amounts: ReadonlyMap<string, number>
  /** The cart priced with the chosen tenders: the last answer, and the one that is right for this very moment. */
  quote: Quote | undefined
  current: Quote | undefined
}

/**
 * The chosen rows as tenders, priced.
 * @param cartWith the cart with these tenders
 * @param usePriced asks what a cart costs
 */
export function usePayment<Priced extends Quoted>(
  scene: PayScene,
  cartWith: (tenders: Cart['tenders']) => Cart,
  usePriced: (cart: Cart) => Priced,
): Payment & { paid: Priced } {
  const { plan, choice, setChoice, memberId: ownId } = scene
  const [learned, setLearned] = useState<Pick<Known, 'roundingFen' | 'spendable'>>({ roundingFen: 0, spendable: new Map() })
  const known = useMemo<Known>(() => {
    const planned = (plan.quote?.payers ?? []).map((p) => [p.memberId, p.spendableFen] as const)
    return { ownId, roundingFen: learned.roundingFen, spendable: new Map([...planned, ...learned.spendable]) }
  }, [ownId, plan.quote, learned])
  const cart = useMemo(() => {
    const tenders = plan.quote ? composeTenders(plan.quote, choice, known) : 'auto'
    const payerIds = payerIdsOf(choice, ownId)
    return { ...cartWith(tenders), ...(payerIds.length > 0 ? { payerIds } : {}) }
  }, [cartWith, plan.quote, choice, known, ownId])
  const paid = usePriced(cart)
  // While the plan itself is out of date, so are the tenders made from it.
  const current = plan.current ? paid.current : undefined
  useEffect(() => {
    if (paid.current) setLearned((before) => learnedFrom(before, paid.current))
  }, [paid])
  const amounts = useMemo(
    () => (plan.quote ? amountsOf(plan.quote, choice, known) : new Map<string, number>()),
    [plan.quote, choice, known],
  )
  const choose = (kind: OutsideRow['kind']) => setChoice(withOutside(choice, kind, current))
  return { scene, plan: plan.quote, choice, setChoice, choose, known, amounts, quote: paid.quote, current, paid }
}

/** The same object while nothing new was learned, lest the quote be asked for again and again. */
function learnedFrom<T extends Pick<Known, 'roundingFen' | 'spendable'>>(before: T, now: Quote | undefined): T {
  if (!now) return before
  const { roundingFen, payers } = now
  const isSame = before.roundingFen === roundingFen && payers.every((p) => before.spendable.get(p.memberId) === p.spendableFen)
  return isSame ? before : { ...before, roundingFen, spendable: new Map(payers.map((p) => [p.memberId, p.spendableFen])) }
}

/** What can be done about a refusal in one press, if anything. */
export function remedyFor(error: unknown, { choice, known }: Pick<Payment, 'choice' | 'known'>): Remedy | null {
  return error ? remedyOf(asProblem(error), choice, known.ownId) : null
}

export interface Asks {
  terms: string | null
  pin: string | null
  isOverCap: boolean
}

/** What stands before the sale beside the money itself, and whose it is: the bill's own member is not named. */
export function asksOf(quote: Quote | undefined, ownId: string | null): Asks {
  const of = (code: string) => {
    const notice = quote?.notices.find((n) => n.code === code)
    return notice ? (typeof notice.params.memberId === 'string' ? notice.params.memberId : ownId) : null
  }
  return {
    terms: of('terms_not_accepted'),
    pin: of('pin_needed_first'),
    isOverCap: quote?.notices.some((n) => n.code === 'card_cap_exceeded') ?? false,
  }
}
