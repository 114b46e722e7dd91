/**
 * The hash chain of one member's wallet: each transaction's hash covers its own content and the hash before it, so that no movement
 * can be changed, removed or slipped in unseen. The member can recompute it from the statement.
 */
import { createHash } from 'node:crypto'

export const CHAIN_START: Buffer = Buffer.alloc(32)

/** A transaction as it is hashed. */
export interface ChainedTransaction {
  id: string
  memberId: string
  seq: number
  reason: string
  sourceKind: string
  sourceId: string
  reversesId: string | null
  actorId: string | null
  storeId: string | null
  businessDay: string
  atMs: number
  note: string
  movements: readonly ChainedMovement[]
}

export interface ChainedMovement {
  lotId: string
  quantity: number
  valueFen: number
  usedBy: string | null
}

/** SHA-256 over the hash before and the transaction as a JSON array in the order of the interface. */
export function chainHash(previous: Buffer, t: ChainedTransaction): Buffer {
  const content = JSON.stringify([
    t.id,
    t.memberId,
    t.seq,
    t.reason,
    t.sourceKind,
    t.sourceId,
    t.reversesId,
    t.actorId,
    t.storeId,
    t.businessDay,
    t.atMs,
    t.note,
    t.movements.map((m) => [m.lotId, m.quantity, m.valueFen, m.usedBy]),
  ])
  return createHash('sha256').update(previous).update(content).digest()
}
