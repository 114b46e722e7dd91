import { parseYuan } from '../../lib/money.ts'
import type { Schema } from '../../lib/schema.ts'
import { type ValueDrafts, valueDraftsOf } from '../member-file/value-drafts.ts'
import type { ItemKind } from './queries.ts'

export interface ComponentDraft {
  serviceItemId: string | undefined
  sessions: string
  giftedSessions: string
}

/** The form of an item, every number as typed. */
export interface ItemDraft {
  kind: ItemKind
  name: string
  code: string
  categoryId: string | undefined
  unit: string
  note: string
  isFavourite: boolean
  price: string
  minutes: string
  barcodes: string[]
  isUnlimited: boolean
  validityDays: string
  validityFrom: 'sale' | 'first_use'
  components: ComponentDraft[]
  amount: string
  bonus: string
  bonusMonths: string
  /** The brand's own fields of products, by their ids. */
  fields: ValueDrafts
}

const yuan = (fen: number | null | undefined) => (fen === null || fen === undefined ? '' : String(fen / 100))

export function emptyComponent(): ComponentDraft {
  return { serviceItemId: undefined, sessions: '10', giftedSessions: '' }
}

export function newItemDraft(kind: ItemKind): ItemDraft {
  return {
    kind,
    name: '',
    code: '',
    categoryId: undefined,
    unit: '',
    note: '',
    isFavourite: false,
    price: '',
    minutes: '60',
    barcodes: [],
    isUnlimited: false,
    validityDays: '',
    validityFrom: 'sale',
    components: [emptyComponent()],
    amount: '',
    bonus: '',
    bonusMonths: '1',
    fields: {},
  }
}

export function itemDraftOf(item: Schema<'ItemDetail'>): ItemDraft {
  return {
    ...newItemDraft(item.kind),
    name: item.name,
    code: item.code,
    categoryId: item.categoryId ?? undefined,
    unit: item.unit,
    note: item.note,
    isFavourite: item.isFavourite,
    price: yuan(item.brandPriceFen),
    minutes: item.minutes === null ? '' : String(item.minutes),
    barcodes: item.barcodes,
    isUnlimited: item.pass?.isUnlimited ?? false,
    validityDays: item.pass?.validityDays ? String(item.pass.validityDays) : '',
    validityFrom: item.pass?.validityFrom ?? 'sale',
    components: item.pass?.components.map((c) => ({
      serviceItemId: c.serviceItemId,
      sessions: String(c.sessions),
      giftedSessions: c.giftedSessions ? String(c.giftedSessions) : '',
    })) ?? [emptyComponent()],
    amount: yuan(item.topUp?.amountFen),
    bonus: yuan(item.topUp?.bonusFen),
    bonusMonths: String(item.topUp?.bonusMonths ?? 1),
    fields: valueDraftsOf(item.fields),
  }
}

function passOf(draft: ItemDraft): Schema<'NewPassPlan'> {
  const components = draft.components.flatMap((c) =>
    c.serviceItemId === undefined
      ? []
      : [
          {
            serviceItemId: c.serviceItemId,
            sessions: draft.isUnlimited ? 0 : Number(c.sessions),
            giftedSessions: draft.isUnlimited ? 0 : Number(c.giftedSessions),
          },
        ],
  )
  return {
    isUnlimited: draft.isUnlimited,
    validityDays: draft.validityDays ? Number(draft.validityDays) : null,
    validityFrom: draft.isUnlimited ? 'sale' : draft.validityFrom,
    components,
  }
}

const topUpOf = (draft: ItemDraft) => ({
  amountFen: parseYuan(draft.amount) ?? 0,
  bonusFen: parseYuan(draft.bonus || '0') ?? 0,
  bonusMonths: Number(draft.bonusMonths || '1'),
})

/** The draft as a new item. `withPrice` only for those who may publish prices. */
export function newItemOf(draft: ItemDraft, withPrice: boolean): Schema<'NewItem'> {
  const common = {
    name: draft.name.trim(),
    note: draft.note.trim(),
    isFavourite: draft.isFavourite,
    ...(draft.code.trim() ? { code: draft.code.trim() } : {}),
    ...(draft.unit.trim() ? { unit: draft.unit.trim() } : {}),
  }
  const priceFen = parseYuan(draft.price)
  const priced = { categoryId: draft.categoryId ?? null, ...(withPrice && priceFen !== null ? { priceFen } : {}) }
  if (draft.kind === 'service') return { kind: 'service', ...common, ...priced, minutes: Number(draft.minutes) }
  if (draft.kind === 'product') return { kind: 'product', ...common, ...priced, barcodes: draft.barcodes }
  if (draft.kind === 'pass') return { kind: 'pass', ...common, ...priced, pass: passOf(draft) }
  return { kind: 'top_up', ...common, topUp: topUpOf(draft) }
}

/** The draft as a change; prices are not part of it, they are published. */
export function itemChangeOf(draft: ItemDraft): Schema<'ItemChange'> {
  const common = {
    name: draft.name.trim(),
    note: draft.note.trim(),
    isFavourite: draft.isFavourite,
    code: draft.code.trim(),
    ...(draft.unit.trim() ? { unit: draft.unit.trim() } : {}),
  }
  if (draft.kind === 'top_up') return { ...common, topUp: topUpOf(draft) }
  const categoryId = draft.categoryId ?? null
  if (draft.kind === 'service') return { ...common, categoryId, minutes: Number(draft.minutes) }
  if (draft.kind === 'product') return { ...common, categoryId, barcodes: draft.barcodes }
  return { ...common, categoryId, pass: passOf(draft) }
}

/** What the form itself finds wrong, by field; the values are keys of texts. */
export function itemFaults(draft: ItemDraft): Record<string, string> {
  const faults: Record<string, string> = {}
  if (draft.name.trim() === '') faults.name = 'common:required'
  if (draft.kind !== 'top_up' && draft.price !== '' && parseYuan(draft.price) === null) faults.priceFen = 'common:amountWrong'
  if (draft.kind === 'service' && !(Number(draft.minutes) >= 5 && Number(draft.minutes) <= 720)) faults.minutes = 'catalog:minutesWrong'
  if (draft.kind === 'top_up' && !((parseYuan(draft.amount) ?? 0) >= 100)) faults['topUp.amountFen'] = 'common:amountWrong'
  if (draft.kind === 'top_up' && !/^([1-9]|[12]\d|3[0-6])$/.test(draft.bonusMonths || '1'))
    faults['topUp.bonusMonths'] = 'catalog:monthsWrong'
  if (draft.kind === 'top_up' && draft.bonus !== '' && parseYuan(draft.bonus) === null) faults['topUp.bonusFen'] = 'common:amountWrong'
  if (draft.kind === 'pass') Object.assign(faults, passFaults(draft))
  return faults
}

function passFaults(draft: ItemDraft): Record<string, string> {
  const faults: Record<string, string> = {}
  draft.components.forEach((c, index) => {
    if (c.serviceItemId === undefined) faults[`pass.components.${index}.serviceItemId`] = 'catalog:chooseService'
    else if (!draft.isUnlimited && Number(c.sessions) + Number(c.giftedSessions) === 0)
      faults[`pass.components.${index}.sessions`] = 'catalog:sessionsMissing'
  })
  if (draft.isUnlimited && !(Number(draft.validityDays) > 0)) faults['pass.validityDays'] = 'catalog:daysMissing'
  return faults
}
