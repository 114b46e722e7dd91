/** Builds the console's pages the way `npm start` does: only when their sources are others. */
import { ensureConsole } from '../apps/server/src/commands/console-build.ts'

try {
  ensureConsole((line) => console.log(line))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
