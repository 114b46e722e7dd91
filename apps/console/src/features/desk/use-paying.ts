import type { Quote } from '@yunbin/api-client'
import { useEffect, useMemo, useRef, useState } from 'react'
import { asProblem } from '../../lib/problems.ts'
import { cartOf } from './cart.ts'
import { useDesk } from './desk-context.tsx'
import type { KeptSplit } from './kept-split.ts'
import { type Remedy, remedyOf, withOutside } from './pay-choice.ts'
import { missingProofs, type Needed } from './proofs.ts'
import { amountsOf, composeTenders, type Known, type OutsideRow, type PayChoice, payerIdsOf } from './tenders.ts'
import { type Completion, useCompletion } from './use-completion.ts'
import { useQuote } from './use-quote.ts'
import { type SplitAgain, useSplitAgain } from './use-split.ts'

export interface PayingState {
  /** The plan that costs the member least. */
  plan: Quote | undefined
  choice: PayChoice
  setChoice: (choice: PayChoice, of?: KeptSplit) => void
  choose: (kind: OutsideRow['kind']) => void
  known: Known
  /** What each row of own means is proposed to pay, by its id. */
  amounts: ReadonlyMap<string, number>
  /** The cart priced with the chosen tenders: the last answer, and the one that is right for this very moment. */
  quote: Quote | undefined
  current: Quote | undefined
  isRecalculating: boolean
  canComplete: boolean
  /** Who has to consent next: a card takes its member's PIN, or a gift card its code. */
  asksProof: Needed | null
  /** Spending this much takes a PIN, and this member has to set one first. */
  asksPin: string | null
  /** Who has yet to accept the terms of prepayment. */
  asksTerms: string | null
  submit: () => void
  retry: () => void
  error: unknown
  /** A row that asked too much may take what there is. */
  remedy: Remedy | null
  completion: Completion
  /** Whether shares still fit the bill, and what makes them fit again. */
  split: SplitAgain
}

/** From the proposed plan and the cashier's choice to a quote that may be completed. */
export function usePaying(): PayingState {
  const { state, plan, dialog, proofs, choice, setChoice: keepChoice } = useDesk()
  const [wish, setWish] = useState(false)
  const completion = useCompletion()
  const { paid, known, amounts } = useTenders(choice)
  // While the plan itself is out of date, so are the tenders made from it.
  const current = plan.current ? paid.current : undefined
  const setChoice: PayingState['setChoice'] = (next, of) => {
    setWish(false)
    completion.forget()
    keepChoice(next, of)
  }
  const split = useSplitAgain(known)
  const asks = asksOf(current, state.memberId)
  const isReady =
    !split.isOutdated && current !== undefined && current.dueFen === 0 && current.needsApproval === null && !asks.terms && !asks.pin
  const asksProof = (isReady && missingProofs(current.payers, proofs)[0]) || null
  const canComplete = isReady && !asksProof && !asks.isOverCap
  const openNext = useOpenNext()
  const act = () => {
    if (split.isOutdated) split.again()
    else if (canComplete) completion.complete(paid.cart, current)
    else if (current) openNext(current, asks, asksProof)
  }
  // Enter right after the last digit of the cash: the press is kept until the amount it was meant for is priced.
  useEffect(() => {
    if (!wish || !current || dialog !== null) return
    setWish(false)
    act()
  })
  // A PIN was given: the next payer is asked, or, when it was the last thing missing, nobody has to press once more.
  const given = useRef(proofs)
  useEffect(() => {
    if (proofs === given.current) return
    const isMore = proofs.length > 0
    given.current = proofs
    if (isMore && dialog === null && (canComplete || asksProof)) act()
  })
  const error = paid.error ?? plan.error
  const refusal = paid.error ?? completion.error
  return {
    plan: plan.quote,
    choice,
    setChoice,
    choose: (kind) => setChoice(withOutside(choice, kind, current)),
    known,
    amounts,
    quote: paid.quote,
    current,
    isRecalculating: paid.isRecalculating || plan.isRecalculating,
    canComplete,
    asksProof,
    asksPin: asks.pin,
    asksTerms: asks.terms,
    submit: () => {
      if (current || split.isOutdated) act()
      else if (paid.isRecalculating || plan.isRecalculating) setWish(true)
    },
    retry: () => {
      if (canComplete) return act()
      plan.refetch()
      paid.refetch()
    },
    error,
    remedy: refusal ? remedyOf(asProblem(refusal), choice, state.memberId) : null,
    completion,
    split,
  }
}

/** The chosen rows as tenders, priced. */
function useTenders(choice: PayChoice) {
  const { state, storeId, tillId, plan } = useDesk()
  const [learned, setLearned] = useState<Pick<Known, 'roundingFen' | 'spendable'>>({ roundingFen: 0, spendable: new Map() })
  const ownId = state.memberId
  const known = useMemo<Known>(() => {
    const planned = (plan.quote?.payers ?? []).map((p) => [p.memberId, p.spendableFen] as const)
    return { ownId, roundingFen: learned.roundingFen, spendable: new Map([...planned, ...learned.spendable]) }
  }, [ownId, plan.quote, learned])
  const cart = useMemo(() => {
    const tenders = plan.quote ? composeTenders(plan.quote, choice, known) : 'auto'
    const payerIds = payerIdsOf(choice, ownId)
    return { ...cartOf(state, { storeId, tillId }, tenders), ...(payerIds.length > 0 ? { payerIds } : {}) }
  }, [state, storeId, tillId, plan.quote, choice, known, ownId])
  const paid = useQuote(cart)
  useEffect(() => {
    const { current } = paid
    if (current) setLearned((before) => learnedFrom(before, current))
  }, [paid])
  const amounts = useMemo(
    () => (plan.quote ? amountsOf(plan.quote, choice, known) : new Map<string, number>()),
    [plan.quote, choice, known],
  )
  return { paid, known, amounts }
}

/** The same object while nothing new was learned, lest the quote be asked for again and again. */
function learnedFrom<T extends Pick<Known, 'roundingFen' | 'spendable'>>(before: T, { roundingFen, payers }: Quote): T {
  const isSame = before.roundingFen === roundingFen && payers.every((p) => before.spendable.get(p.memberId) === p.spendableFen)
  return isSame ? before : { ...before, roundingFen, spendable: new Map(payers.map((p) => [p.memberId, p.spendableFen])) }
}

interface Asks {
  terms: string | null
  pin: string | null
  isOverCap: boolean
}

/** What stands before the sale beside the money itself, and whose it is: the bill's own member is not named. */
function asksOf(quote: Quote | undefined, ownId: string | null): Asks {
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

function useOpenNext() {
  const { open } = useDesk()
  return (current: Quote, asks: Asks, proof: Needed | null) => {
    if (asks.terms) open({ kind: 'terms', memberId: asks.terms })
    else if (current.needsApproval) open({ kind: 'approval' })
    else if (asks.pin) open({ kind: 'setPin', memberId: asks.pin })
    else if (proof) open({ kind: 'proof', ...proof })
  }
}
