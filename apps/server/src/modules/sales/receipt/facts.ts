import type { OpeningHours } from '../../settings/index.ts'

/** What a receipt is built from: rows as they were posted, in one shape for sales and for what takes them back. */
export interface ReceiptFacts {
  kind: 'sale' | 'refund' | 'void'
  shop: { brandName: string; storeName: string; address: string; phone: string; openingHours: OpeningHours }
  zone: string
  number: string
  ticketNumber: string | null
  isVoided: boolean
  businessDay: string
  at: Temporal.Instant
  cashier: string
  approver: string | null
  reasonCode: string | null
  /** The name in full, null for a member whose data were erased. */
  member: { number: string; name: string | null } | null
  lines: FactLine[]
  totalFen: number
  tenders: FactTender[]
  lots: FactLot[]
  /** Other members whose wallets moved: who paid, or was given something. */
  others: { number: string; name: string | null; lots: FactLot[] }[]
  /** The other half of an exchange: its number, and on a sale what came back. */
  exchange: { number: string; isUpgrade: boolean; lines: { name: string; quantity: number; netFen: number }[] } | null
  takenBack: { kind: string; number: string; totalFen: number }[]
}

interface FactLine {
  kind: string
  itemId: string | null
  name: string
  quantity: number
  unitListFen: number
  listFen: number
  netFen: number
  bonusFen: number
  /** A pass paid in parts: what of its price was put on account. */
  laterFen: number
  /** Group bills: whose line it is, when it is not the bill's member's: a member's name in full, or a guest's word. */
  memberName: string | null
  guest: string
  /** A deposit: by which rule it is kept. */
  depositKind: string | null
  adjustments: { kind: string; amountFen: number; params: Record<string, unknown>; approver: string | null }[]
  worksheet: { tenderKind: string; lotKind: string | null; lotName: string | null; quantity: number; amountFen: number }[]
}

interface FactTender {
  kind: string
  fromKind: string
  reason: string
  reference: string
  /** Whose wallet, when that is not the bill's member's; which account; what a deposit was for. */
  source: string
  amountFen: number
  receivedFen: number | null
  changeFen: number | null
  lots: { lotKind: string | null; lotName: string | null; quantity: number; amountFen: number }[]
}

/** A lot of the member as it was right before and right after the document. */
export interface FactLot {
  kind: string
  unit: string
  name: string
  before: number
  after: number
  isMoved: boolean
}
