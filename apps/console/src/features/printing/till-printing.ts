import { useQuery } from '@tanstack/react-query'
import { useCallback, useRef, useSyncExternalStore } from 'react'
import type { Schema } from '../../lib/schema.ts'
import { useCan } from '../session/session-context.tsx'
import { printersQuery } from './queries.ts'

type Printer = Schema<'Printer'>

/** How this till prints: kept on the device, since it is the device that stands beside a printer. */
export interface TillPrinting {
  /** The printer beside this till; null for the store's usual one. */
  printerId: string | null
  /** Whether every sale prints its receipt by itself. */
  isAutomatic: boolean
}

const REMEMBERED = 'yunbin.till-printing'
const USUAL: TillPrinting = { printerId: null, isAutomatic: true }

let listeners: (() => void)[] = []
let known: { text: string | null; value: TillPrinting } | null = null

export function readTillPrinting(text: string | null): TillPrinting {
  if (text === null) return USUAL
  try {
    const kept: unknown = JSON.parse(text)
    if (typeof kept !== 'object' || kept === null) return USUAL
    const { printerId, isAutomatic } = kept as Partial<TillPrinting>
    return { printerId: typeof printerId === 'string' ? printerId : null, isAutomatic: isAutomatic !== false }
  } catch {
    return USUAL
  }
}

function current(): TillPrinting {
  const text = localStorage.getItem(REMEMBERED)
  if (known?.text !== text) known = { text, value: readTillPrinting(text) }
  return known.value
}

function subscribe(listener: () => void): () => void {
  listeners = [...listeners, listener]
  return () => {
    listeners = listeners.filter((l) => l !== listener)
  }
}

export interface Till extends TillPrinting {
  change: (part: Partial<TillPrinting>) => void
  /** The printers of the store that work. */
  printers: readonly Printer[]
  /** Where a receipt of this till goes; undefined where there is no printer, or while nobody knows. */
  printer: Printer | undefined
}

/** This till's way of printing, in one of its stores. A printer of another store, or one put away, is nobody's choice. */
export function useTill(storeId: string | undefined): Till {
  const mayPrint = useCan('use', 'Printer')
  const setting = useSyncExternalStore(subscribe, current)
  const { data } = useQuery({ ...printersQuery(storeId ?? ''), enabled: mayPrint && storeId !== undefined })
  const change = useCallback((part: Partial<TillPrinting>) => {
    localStorage.setItem(REMEMBERED, JSON.stringify({ ...current(), ...part }))
    for (const listener of listeners) listener()
  }, [])
  const printers = (data?.items ?? []).filter((p) => p.isActive)
  const own = printers.find((p) => p.id === setting.printerId)
  return { ...setting, printerId: own?.id ?? null, change, printers, printer: own ?? printers.find((p) => p.printsReceipts) }
}

/** What is asked for with a sale or refund; nothing where the store has no printer. */
export function tillPrintOf(till: Till): Schema<'TillPrint'> | undefined {
  return till.printer ? { printerId: till.printerId, receipt: till.isAutomatic } : undefined
}

/**
 * The same, decided when it is first asked for and then kept: a request that is sent again has to ask for the very same thing, whatever was learned
 * about printers meanwhile.
 */
export function usePrintWish(storeId: string): () => Schema<'TillPrint'> | undefined {
  const till = useTill(storeId)
  const wish = useRef<{ print: Schema<'TillPrint'> | undefined } | null>(null)
  return () => {
    wish.current ??= { print: tillPrintOf(till) }
    return wish.current.print
  }
}
