import type { Schema } from '../../lib/schema.ts'

export const steps = ['brand', 'trade', 'store', 'owner', 'summary'] as const
export type Step = (typeof steps)[number]
export type Trade = Schema<'Setup'>['trade']

export interface SetupDraft {
  brandName: string
  trade: Trade | undefined
  storeName: string
  zone: string
  ownerName: string
  signInName: string
  password: string
  pin: string
  setupCode: string
}

/** The zones where this product is used; the device's own comes first when it is one of them. */
export const zones = ['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Hong_Kong', 'Asia/Macau', 'Asia/Taipei', 'Asia/Singapore'] as const

export function newSetupDraft(zone: string): SetupDraft {
  const known = zones.find((z) => z === zone)
  return {
    brandName: '',
    trade: undefined,
    storeName: '',
    zone: known ?? 'Asia/Shanghai',
    ownerName: '',
    signInName: '',
    password: '',
    pin: '',
    setupCode: '',
  }
}

/** One digit repeated, or digits that count up or down: the first thing anybody would try. The server refuses them too. */
export function isTrivialPin(pin: string): boolean {
  const digits = [...pin].map(Number)
  const gaps = digits.slice(1).map((digit, i) => (digit - (digits[i] ?? 0) + 10) % 10)
  const first = gaps[0]
  return (first === 0 || first === 1 || first === 9) && gaps.every((gap) => gap === first)
}

export function pinFault(pin: string): 'pinLength' | 'pinTrivial' | null {
  if (!/^\d{6}$/.test(pin)) return 'pinLength'
  return isTrivialPin(pin) ? 'pinTrivial' : null
}

/** What is missing on a step, by field, as keys of texts. */
export function faultsOf(step: Step, draft: SetupDraft, needsCode: boolean): Record<string, string> {
  const faults: Record<string, string> = {}
  if (step === 'brand') {
    if (!draft.brandName.trim()) faults['brand.name'] = 'brandMissing'
    if (needsCode && !draft.setupCode.trim()) faults.setupCode = 'codeMissing'
  }
  if (step === 'trade' && !draft.trade) faults.trade = 'tradeMissing'
  if (step === 'store' && !draft.storeName.trim()) faults['store.name'] = 'storeMissing'
  if (step === 'owner') {
    if (!draft.ownerName.trim()) faults['owner.name'] = 'ownerMissing'
    if (!/^[^\s/]{2,40}$/.test(draft.signInName.trim())) faults['owner.signInName'] = 'signInNameWrong'
    if (draft.password.length < 8) faults['owner.password'] = 'passwordShort'
    const pin = pinFault(draft.pin)
    if (pin) faults['owner.pin'] = pin
  }
  return faults
}

/** The step on which a field the server complained about stands. */
export function stepOf(path: string): Step {
  if (path.startsWith('brand') || path === 'setupCode') return 'brand'
  if (path.startsWith('trade')) return 'trade'
  return path.startsWith('store') ? 'store' : 'owner'
}

export function bodyOf(draft: SetupDraft): Schema<'Setup'> {
  return {
    brand: { name: draft.brandName.trim() },
    trade: draft.trade ?? 'hair',
    store: { name: draft.storeName.trim(), zone: draft.zone },
    owner: { name: draft.ownerName.trim(), signInName: draft.signInName.trim().toLowerCase(), password: draft.password, pin: draft.pin },
    ...(draft.setupCode.trim() ? { setupCode: draft.setupCode.trim() } : {}),
  }
}
