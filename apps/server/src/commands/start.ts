/** `npm start`: the server, until it is told to stop. */
import { refuseHalfDemo } from '../demo/generate.ts'
import type { Config } from '../platform/config.ts'
import { setupNotes } from '../workflows/setup/index.ts'
import { ensureConsole } from './console-build.ts'
import { takeLock } from './lock.ts'
import { type Base, checkPort, openBase, serve, settings } from './server.ts'

const say = (line: string): void => console.log(line)

/** Runs the server in the foreground. `prepare` may look at the data before anybody is let in, and refuse. */
export async function start(prepare: (base: Base) => Promise<readonly string[]> = checkOnly): Promise<void> {
  const config = settings()
  const giveBack = takeLock(config.dataDir)
  try {
    await checkPort(config)
    ensureConsole(say)
    const base = await openBase(config, say)
    const notes = await prepare(base).catch(async (error: unknown) => {
      await base.stop()
      throw error
    })
    await serveUntilTold(base, config, notes)
  } finally {
    giveBack()
  }
}

async function checkOnly({ runtime }: Base): Promise<readonly string[]> {
  await refuseHalfDemo(runtime)
  return []
}

async function serveUntilTold(base: Base, config: Config, notes: readonly string[]): Promise<void> {
  const told = nextSignal()
  const server = await serve(base)
  say(`Yunbin 云鬓 is ready: ${server.url}`)
  if (config.isDev) say('YUNBIN_DEV=1: the clock of this server can be set by anybody who reaches it')
  for (const note of [...(await setupNotes(base.runtime)), ...notes]) say(note)
  await told
  say('stopping …')
  await server.stop()
  say('stopped')
}

/** Resolves at the first SIGINT or SIGTERM. A second one ends the process at once; the database is found again at the next start. */
function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false
    const stop = () => {
      if (isStopping) process.exit(130)
      isStopping = true
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
