/** The real server, with everything but the console's build: what the fault tests kill. */
import { takeLock } from '../../src/commands/lock.ts'
import { openBase, serve, settings } from '../../src/commands/server.ts'

const config = settings()
// As `npm start` does: whoever looks at the data beside it knows that the database is in use.
const giveBack = takeLock(config.dataDir)
const base = await openBase(config, () => undefined)
const { url, stop } = await serve(base)
process.stdout.write(`${url}\n`)
process.once('SIGTERM', () => {
  void stop()
    .then(giveBack)
    .then(() => process.exit(0))
})
