/** The real server, with everything but the console's build: what the fault tests kill. */
import { openBase, serve, settings } from '../../src/commands/server.ts'

const base = await openBase(settings(), () => undefined)
const { url } = await serve(base)
process.stdout.write(`${url}\n`)
