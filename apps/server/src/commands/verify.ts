/** `yunbin verify`: proves that ledgers, balances, hash chains and the seals of the audit trail agree, beside a running server or without one. */
import { proveBooks } from '../workflows/prove/index.ts'
import { isLocked } from './lock.ts'
import { openBase, settings } from './server.ts'

const SHOWN = 20

export async function verify(): Promise<void> {
  const config = settings()
  const isServed = isLocked(config.dataDir)
  const { runtime, stop } = await openBase(config, (line) => console.log(line))
  let count = 0
  try {
    for (const { brand, transactions, movements, entries, seals, findings } of await proveBooks(runtime)) {
      count += findings.length
      console.log(`${brand.slug}: ${transactions} wallet transactions with ${movements} movements read, ${findings.length} findings`)
      console.log(`${brand.slug}: ${entries} entries of the audit trail under ${seals} seals read`)
      for (const f of findings.slice(0, SHOWN)) console.log(`  ${f.check} ${f.id} ${JSON.stringify(f.detail)}`)
    }
  } finally {
    // The database belongs to the server that is running beside us.
    if (isServed) await runtime.pool.end()
    else await stop()
  }
  console.log(count === 0 ? 'everything agrees' : `${count} findings: keep a copy of the data folder before anything else`)
  if (count > 0) process.exitCode = 1
}
