/** Proves the books of every brand: wallets against their movements, chains against their hashes, sales against themselves and the wallet, deposits and debts against documents, worksheets of prepaid refunds, Z reports against sales, settlements against their movements, the audit trail against its seals. */
import { readCheckpoints, SealKey, type TrailFinding, verifyTrail } from '../../modules/audit/index.ts'
import { verifyDeposits } from '../../modules/deposits/index.ts'
import { verifyPrepaid } from '../../modules/prepaid/index.ts'
import { verifyReceivables } from '../../modules/receivables/index.ts'
import { verifySales } from '../../modules/sales/index.ts'
import { verifySettlement } from '../../modules/settlement/index.ts'
import { verifyChains, verifyLots, verifyTransfers } from '../../modules/wallet/index.ts'
import { BrandRegistry } from '../../platform/brands.ts'
import type { Finding } from '../../platform/checks.ts'
import { type Brand, system } from '../../platform/ctx.ts'
import { openPool } from '../../platform/db.ts'
import { type Runtime, readCtx } from '../../platform/runtime.ts'
import { verifyShifts } from '../close-shift/index.ts'

export interface Proof {
  brand: Brand
  transactions: number
  movements: number
  /** Audit entries under seal, and the seals over them. */
  entries: number
  seals: number
  findings: (Finding | TrailFinding)[]
}

/** Whole tables are joined: with this much memory they are read once, in their order, instead of row by row along an index. */
const PATIENT = { work_mem: '64MB' }

/**
 * Reads every ledger once, on a connection of its own without a time limit: it may run beside a working till and takes no locks.
 * @returns one proof per brand; a proof without findings means that everything agrees
 */
export async function proveBooks(runtime: Runtime): Promise<Proof[]> {
  const pool = openPool(runtime.ownerUrl, 1, 0, PATIENT)
  const patient: Runtime = { ...runtime, pool, brands: new BrandRegistry(pool, runtime.config.masterKey) }
  try {
    const proofs: Proof[] = []
    for (const brand of await patient.brands.all()) {
      const ctx = readCtx(patient, brand, system)
      const { findings, ...counts } = await verifyChains(ctx)
      const { findings: tampered, ...trail } = await verifyTrail(ctx, {
        key: new SealKey(runtime.config.auditKey),
        checkpoints: readCheckpoints(runtime.config.dataDir, brand),
      })
      proofs.push({
        brand,
        ...counts,
        ...trail,
        findings: [
          ...(await verifyLots(ctx)),
          ...(await verifyTransfers(ctx)),
          ...findings,
          ...(await verifySales(ctx)),
          ...(await verifyDeposits(ctx)),
          ...(await verifyReceivables(ctx)),
          ...(await verifyPrepaid(ctx)),
          ...(await verifyShifts(ctx)),
          ...(await verifySettlement(ctx)),
          ...tampered,
        ],
      })
    }
    return proofs
  } finally {
    await pool.end()
  }
}
