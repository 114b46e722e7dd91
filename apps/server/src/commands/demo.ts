/** `npm run demo`: the server on a demonstration shop, made on first start. */
import { ensureDemo } from '../demo/generate.ts'
import { SIGN_IN_NAMES } from '../demo/shop.ts'
import { switchOnPrinters } from '../demo/virtual-printers.ts'
import { DEMO_PASSWORD, DEMO_PIN } from '../modules/access/index.ts'
import { start } from './start.ts'

export function demo(): Promise<void> {
  return start(async ({ runtime }) => {
    await ensureDemo(runtime, (line) => console.log(line))
    await switchOnPrinters(runtime)
    return [
      `sign in as one of: ${SIGN_IN_NAMES.join(' ')}`,
      `password ${DEMO_PASSWORD}, PIN for approvals ${DEMO_PIN}. This is a demonstration: never enter real people here.`,
    ]
  })
}
