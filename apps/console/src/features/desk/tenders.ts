import type { CartTender, OutsideKind, Quote } from '@yunbin/api-client'

/** How the cashier wants the rest paid. `fen: null` means "all that is left", which the next quote fills in. */
export type Paying = { kind: 'cash'; receivedFen: number | null } | { kind: OutsideKind; fen: number | null; reference?: string }

export interface PayChoice {
  /** Stored value: as the plan proposes, or as much as the cashier says. */
  storedValueFen: number | 'plan'
  outside: readonly Paying[]
}

export const asPlanned: PayChoice = { storedValueFen: 'plan', outside: [] }

export function isPlain(choice: PayChoice): boolean {
  return choice.storedValueFen === 'plan' && choice.outside.length === 0
}

export function plannedStoredValue(plan: Pick<Quote, 'tenders'>): number {
  return plan.tenders.filter((t) => t.kind === 'stored_value').reduce((sum, t) => sum + t.amountFen, 0)
}

/** What has to come from outside once passes and the chosen stored value are taken off. */
export function outsideDue(plan: Pick<Quote, 'tenders' | 'dueFen'>, choice: PayChoice): number {
  const planned = plannedStoredValue(plan)
  const stored = choice.storedValueFen === 'plan' ? planned : choice.storedValueFen
  return Math.max(0, plan.dueFen + planned - stored)
}

/**
 * The tenders of the cart. Fixed amounts are taken as said, in order; the one without an amount takes what they leave.
 * @param roundingFen what the shop lets go when cash is paid, known from the quote of the very same tenders
 */
export function composeTenders(plan: Pick<Quote, 'tenders' | 'dueFen'>, choice: PayChoice, roundingFen = 0): CartTender[] | 'auto' {
  if (isPlain(choice)) return 'auto'
  const stored = choice.storedValueFen === 'plan' ? plannedStoredValue(plan) : choice.storedValueFen
  const fixed = choice.outside.reduce((sum, p) => sum + (amountSaid(p) ?? 0), 0)
  const left = Math.max(0, outsideDue(plan, choice) - fixed)
  const outside = choice.outside.flatMap((p): CartTender[] => {
    if (p.kind === 'cash') {
      const receivedFen = p.receivedFen ?? left - roundingFen
      return receivedFen > 0 ? [{ kind: 'cash', receivedFen }] : []
    }
    const amountFen = p.fen ?? left
    return amountFen > 0 ? [{ kind: p.kind, amountFen, ...(p.reference ? { reference: p.reference } : {}) }] : []
  })
  return [...(stored > 0 ? [{ kind: 'stored_value' as const, amountFen: stored }] : []), ...outside]
}

function amountSaid(paying: Paying): number | null {
  return paying.kind === 'cash' ? paying.receivedFen : paying.fen
}

/** Notes a customer is likely to hand over for this amount: the next 10, 50 and 100 yuan above it. */
export function likelyNotes(dueFen: number): number[] {
  if (dueFen <= 0) return []
  const steps = [1000, 5000, 10_000, 50_000]
  const notes = steps.map((step) => Math.ceil(dueFen / step) * step).filter((fen) => fen > dueFen)
  return [...new Set(notes)].slice(0, 3)
}
