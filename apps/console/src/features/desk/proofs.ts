/** Consents of several payers: whose was given, and whose is missing. Pure. */
import type { Quote } from '@yunbin/api-client'

export interface Proof {
  id: string
  memberId: string
  limitFen: number
}

type Payer = Pick<Quote['payers'][number], 'memberId' | 'needsProof'>
export interface Needed {
  memberId: string
  needs: NonNullable<Payer['needsProof']>
}

/** Everybody who has to consent and has not consented to as much yet, in the order of the quote. */
export function missingProofs(payers: readonly Payer[], proofs: readonly Proof[]): Needed[] {
  return payers.flatMap(({ memberId, needsProof }) =>
    needsProof === null || proofFor(proofs, memberId, needsProof.amountFen) ? [] : [{ memberId, needs: needsProof }],
  )
}

/** One consent a member: a new one takes the place of the one before. */
export function withProof(proofs: readonly Proof[], proof: Proof): Proof[] {
  return [...proofs.filter((p) => p.memberId !== proof.memberId), proof]
}

function proofFor(proofs: readonly Proof[], memberId: string, amountFen: number): Proof | undefined {
  return proofs.find((p) => p.memberId === memberId && p.limitFen >= amountFen)
}

/** What goes with the sale: the consent of the bill's own member, and those of the other payers. */
export function proofsFor(payers: readonly Payer[], proofs: readonly Proof[], ownId: string | null) {
  const used = payers.flatMap(({ memberId, needsProof }) => (needsProof ? (proofFor(proofs, memberId, needsProof.amountFen) ?? []) : []))
  return {
    pinProofId: used.find((p) => p.memberId === ownId)?.id ?? null,
    payerProofs: used.filter((p) => p.memberId !== ownId).map((p) => ({ memberId: p.memberId, proofId: p.id })),
  }
}
