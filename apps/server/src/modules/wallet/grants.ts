/** What a sale puts into a wallet: the lots of a top-up, the lots of a pass. Pure. */
import { newId } from '../../platform/ids.ts'
import { allocate } from '../../platform/money.ts'
import { addDays, addMonths, type LocalDate } from '../../platform/time.ts'
import { type PassShare, splitPassValue } from './rules.ts'
import type { NewLot } from './store.ts'

interface GrantBasis {
  lineId: string
  name: string
  startsOn: LocalDate
  termsId: string | null
  priceBookVersion: number | null
}

/** What comes of a bonus in each of its months, the odd fen first. */
export function bonusTranches(bonusFen: number, months: number): number[] {
  return allocate(bonusFen, Array<number>(months).fill(1))
}

/**
 * The principal that was paid, and the bonus promised with it; neither expires. A bonus that comes month by month is one lot a month, each
 * of use from its own day on: nothing has to be released later, and what has not come yet goes with the rest when the top-up is refunded.
 */
export function topUpLots(basis: GrantBasis, paidFen: number, bonusFen: number, bonusMonths = 1): NewLot[] {
  const money = (kind: 'principal' | 'bonus', amountFen: number, startsOn: LocalDate): NewLot => ({
    id: newId(),
    kind,
    unit: 'fen',
    grantId: basis.lineId,
    name: basis.name,
    initial: amountFen,
    initialValueFen: amountFen,
    considerationFen: kind === 'principal' ? paidFen : 0,
    serviceItemId: null,
    passItemId: null,
    startsOn,
    expiresOn: null,
    validityDays: null,
    originKind: 'ticket_line',
    originId: basis.lineId,
    termsId: basis.termsId,
    priceBookVersion: basis.priceBookVersion,
  })
  return [
    money('principal', paidFen, basis.startsOn),
    ...bonusTranches(bonusFen, bonusMonths).flatMap((fen, month) =>
      fen > 0 ? [money('bonus', fen, addMonths(basis.startsOn, month))] : [],
    ),
  ]
}

export interface PassPlan {
  itemId: string
  validityDays: number | null
  validityFrom: 'sale' | 'first_use'
  isUnlimited: boolean
  components: readonly (PassShare & { serviceItemId: string; name: string })[]
}

/**
 * One lot per component, worth its share of the price, of which `laterFen` may be owed still. A pass of n sessions holds sessions; an unlimited one holds days, which time
 * takes. Valid `validityDays` days from the day of sale (that day included), or from first use.
 */
export function passLots(basis: GrantBasis, priceFen: number, plan: PassPlan, laterFen = 0): NewLot[] {
  const values = splitPassValue(
    priceFen,
    plan.isUnlimited ? plan.components.map((c) => ({ ...c, sessions: 1, giftedSessions: 0 })) : plan.components,
  )
  const fromSale = plan.validityFrom === 'sale' && plan.validityDays !== null
  return plan.components.flatMap((component, index) => {
    const initial = plan.isUnlimited ? (plan.validityDays ?? 0) : component.sessions + component.giftedSessions
    if (initial === 0) return []
    return [
      {
        id: newId(),
        kind: 'pass' as const,
        unit: plan.isUnlimited ? ('day' as const) : ('session' as const),
        grantId: basis.lineId,
        name: `${basis.name} · ${component.name}`,
        initial,
        initialValueFen: values[index] ?? 0,
        considerationFen: values[index] ?? 0,
        isPartPaid: laterFen > 0,
        serviceItemId: component.serviceItemId,
        passItemId: plan.itemId,
        startsOn: basis.startsOn,
        expiresOn: fromSale ? addDays(basis.startsOn, (plan.validityDays ?? 1) - 1) : null,
        validityDays: plan.validityFrom === 'first_use' ? plan.validityDays : null,
        originKind: 'ticket_line' as const,
        originId: basis.lineId,
        termsId: basis.termsId,
        priceBookVersion: basis.priceBookVersion,
      },
    ]
  })
}
