/** `yunbin migrate`: brings the database up to date and stops. */
import { takeLock } from './lock.ts'
import { openBase, settings } from './server.ts'

export async function migrateOnly(): Promise<void> {
  const config = settings()
  const giveBack = takeLock(config.dataDir)
  try {
    const base = await openBase(config, (line) => console.log(line))
    await base.stop()
    console.log('the database is up to date')
  } finally {
    giveBack()
  }
}
