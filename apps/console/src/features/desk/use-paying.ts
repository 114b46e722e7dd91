import type { Cart, Quote } from '@yunbin/api-client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { cartOf } from './cart.ts'
import { useDesk } from './desk-context.tsx'
import type { KeptSplit } from './kept-split.ts'
import type { Remedy } from './pay-choice.ts'
import { missingProofs, type Needed } from './proofs.ts'
import type { PayChoice } from './tenders.ts'
import { type Completion, useCompletion } from './use-completion.ts'
import { type Asks, asksOf, type Payment, type PayScene, remedyFor, usePayment } from './use-payment.ts'
import { useQuote } from './use-quote.ts'
import { type SplitAgain, useSplitAgain } from './use-split.ts'

export interface PayingState extends Payment {
  setChoice: (choice: PayChoice, of?: KeptSplit) => void
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
  const { state, plan, dialog, proofs } = useDesk()
  const [wish, setWish] = useState(false)
  const completion = useCompletion()
  const payment = useDeskPayment(() => {
    setWish(false)
    completion.forget()
  })
  const { paid, current } = payment
  const split = useSplitAgain(payment.known)
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
  return {
    ...payment,
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
    error: paid.error ?? plan.error,
    remedy: remedyFor(paid.error ?? completion.error, payment),
    completion,
    split,
  }
}

/** The payment of the bill on the desk. @param onChange what was about to happen was meant for another payment */
function useDeskPayment(onChange: () => void) {
  const { state, storeId, tillId, plan, choice, setChoice, dialog, open, close, panel } = useDesk()
  const keepChoice = (next: PayChoice, of?: KeptSplit) => {
    onChange()
    setChoice(next, of)
  }
  const scene: PayScene = {
    storeId,
    memberId: state.memberId,
    lines: state.lines,
    plan,
    choice,
    setChoice: keepChoice,
    returned: [],
    dialog,
    open,
    close,
    panel,
  }
  const cartWith = useCallback((tenders: Cart['tenders']) => cartOf(state, { storeId, tillId }, tenders), [state, storeId, tillId])
  return { ...usePayment(scene, cartWith, useQuote), setChoice: keepChoice }
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
