import type { OutsideKind, Quote } from '@yunbin/api-client'
import { useEffect, useMemo, useRef, useState } from 'react'
import { cartOf } from './cart.ts'
import { type Proof, useDesk } from './desk-context.tsx'
import { asPlanned, composeTenders, type PayChoice } from './tenders.ts'
import { type Completion, useCompletion } from './use-completion.ts'
import { useQuote } from './use-quote.ts'

export interface PayingState {
  /** The plan that costs the member least. */
  plan: Quote | undefined
  choice: PayChoice
  setChoice: (choice: PayChoice) => void
  choose: (kind: 'cash' | OutsideKind) => void
  /** The cart priced with the chosen tenders: the last answer, and the one that is right for this very moment. */
  quote: Quote | undefined
  current: Quote | undefined
  isRecalculating: boolean
  canComplete: boolean
  /** The card takes the member's PIN, or a gift card its code, and it was not given yet for as much. */
  asksProof: boolean
  /** Spending this much takes a PIN, and the member has to set one first. */
  asksPin: boolean
  /** The member has yet to accept the terms of prepayment. */
  asksTerms: boolean
  submit: () => void
  retry: () => void
  error: unknown
  completion: Completion
}

/** From the proposed plan and the cashier's choice to a quote that may be completed. */
export function usePaying(): PayingState {
  const { state, storeId, tillId, plan, open, dialog, proof } = useDesk()
  const [choice, setChoiceOnly] = useState<PayChoice>(asPlanned)
  const [roundingFen, setRounding] = useState(0)
  const [wish, setWish] = useState(false)
  const completion = useCompletion()

  const cart = useMemo(() => {
    const tenders = plan.quote ? composeTenders(plan.quote, choice, roundingFen) : 'auto'
    return cartOf(state, { storeId, tillId }, tenders)
  }, [state, storeId, tillId, plan.quote, choice, roundingFen])
  const paid = useQuote(cart)
  // While the plan itself is out of date, so are the tenders made from it.
  const current = plan.current ? paid.current : undefined
  useEffect(() => {
    if (current) setRounding(current.roundingFen)
  }, [current])

  const setChoice = (next: PayChoice) => {
    setWish(false)
    completion.forget()
    setChoiceOnly(next)
  }
  const asksTerms = current?.notices.some((n) => n.code === 'terms_not_accepted') ?? false
  const has = (code: string) => current?.notices.some((n) => n.code === code) ?? false
  const asksPin = has('pin_needed_first')
  const isReady = current !== undefined && current.dueFen === 0 && current.needsApproval === null && !asksTerms && !asksPin
  const asksProof = isReady && current.needsProof !== null && !covers(proof, state.memberId, current.needsProof.amountFen)
  const canComplete = isReady && !asksProof && !has('card_cap_exceeded')
  const act = () => {
    if (canComplete) completion.complete(paid.cart, current)
    else if (asksTerms) open({ kind: 'terms' })
    else if (current?.needsApproval) open({ kind: 'approval' })
    else if (asksPin) open({ kind: 'setPin' })
    else if (current?.needsProof && asksProof) open({ kind: 'proof', needs: current.needsProof })
  }
  // Enter right after the last digit of the cash: the press is kept until the amount it was meant for is priced.
  useEffect(() => {
    if (!wish || !current || dialog !== null) return
    setWish(false)
    act()
  })
  // The PIN was the last thing missing: the member has typed it, and nobody has to press once more.
  const given = useRef(proof)
  useEffect(() => {
    if (proof === given.current) return
    given.current = proof
    if (proof !== null && canComplete) act()
  })
  const submit = () => {
    if (current) act()
    else if (paid.isRecalculating || plan.isRecalculating) setWish(true)
  }
  const retry = () => {
    if (canComplete) return act()
    plan.refetch()
    paid.refetch()
  }
  return {
    plan: plan.quote,
    choice,
    setChoice,
    choose: (kind) => setChoice(chosen(choice, kind, current)),
    quote: paid.quote,
    current,
    isRecalculating: paid.isRecalculating || plan.isRecalculating,
    canComplete,
    asksProof,
    asksPin,
    asksTerms,
    submit,
    retry,
    error: paid.error ?? plan.error,
    completion,
  }
}

/** Whether the consent that was given is this member's, for at least as much. */
function covers(proof: Proof | null, memberId: string | null, amountFen: number): boolean {
  return proof !== null && proof.memberId === memberId && proof.limitFen >= amountFen
}

/** A second tender joins only while something is left to pay; otherwise it takes the place of the first. */
function chosen(choice: PayChoice, kind: 'cash' | OutsideKind, current: Quote | undefined): PayChoice {
  const paying = kind === 'cash' ? { kind, receivedFen: null } : { kind, fen: null }
  const isShort = current !== undefined && current.dueFen > 0
  const kept = isShort ? choice.outside.filter((p) => p.kind !== kind) : []
  return { ...choice, outside: [...kept, paying] }
}
