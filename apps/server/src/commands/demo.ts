/** `npm run demo`: the server on a demonstration shop, made on first start. */
import { start } from './start.ts'

export function demo(): Promise<void> {
  return start(async () => [])
}
