/** The virtual printers of a demonstration, by the runtime they belong to. A server of a real shop has none. */
import type { Runtime } from '../../../platform/runtime.ts'
import type { VirtualPrinter } from './server.ts'

export interface Standing {
  printerId: string
  storeId: string
  printer: VirtualPrinter
}

const standing = new WeakMap<Runtime, Standing[]>()

export function standHere(runtime: Runtime, printers: Standing[]): void {
  standing.set(runtime, printers)
}

export function standingIn(runtime: Runtime, storeId: string): Standing[] {
  return (standing.get(runtime) ?? []).filter((s) => s.storeId === storeId)
}
