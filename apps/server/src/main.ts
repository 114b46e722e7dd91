/** The command line. Every command returns when its work is done; a refusal is one plain sentence and exit code 1. */
import { HELP } from './commands/help.ts'
import { Refusal } from './commands/refusal.ts'

const commands: Record<string, () => Promise<void>> = {
  start: async () => (await import('./commands/start.ts')).start(),
  demo: async () => (await import('./commands/demo.ts')).demo(),
  migrate: async () => (await import('./commands/migrate.ts')).migrateOnly(),
  'reset-factors': async () => (await import('./commands/reset-factors.ts')).resetFactors(process.argv[3]),
  seal: async () => (await import('./commands/seal.ts')).seal(),
  verify: async () => (await import('./commands/verify.ts')).verify(),
  help: async () => console.log(HELP),
}

const name = process.argv[2] ?? 'help'
const command = Object.hasOwn(commands, name.replace(/^--?/, '')) ? commands[name.replace(/^--?/, '')] : undefined
if (command === undefined) {
  console.error(`there is no command "${name}"\n\n${HELP}`)
  process.exitCode = 2
} else {
  try {
    await command()
  } catch (error) {
    console.error(error instanceof Refusal ? `Yunbin cannot go on: ${error.message}` : error)
    process.exitCode = 1
  }
}
