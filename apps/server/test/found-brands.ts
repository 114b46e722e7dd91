/**
 * Founds several brands in a data folder before a server opens it; the wizard makes one only.
 * `node apps/server/test/found-brands.ts <foundings as JSON>`, with YUNBIN_DATA naming the folder.
 */
import { openBase, settings } from '../src/commands/server.ts'
import { type Founding, foundBrand } from '../src/workflows/setup/index.ts'

const base = await openBase(settings(), () => undefined)
for (const founding of JSON.parse(process.argv[2] ?? '[]') as Founding[]) await foundBrand(base.runtime, founding)
await base.stop()
