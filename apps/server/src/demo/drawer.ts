/** The drawers of the demonstration: counted and closed every evening, with now and then something bought from them, or missing. */
import { DENOMINATIONS, moveCash, openShift, type Pieces, readShift, takeShift } from '../modules/shifts/index.ts'
import { closeDay, closeShift, countDrawer } from '../workflows/close-shift/index.ts'
import { cashFrom, loadFacts } from '../workflows/close-shift/load.ts'
import type { Chance } from './random.ts'
import { actAt, type Branch, type Employee, type Shop } from './shop.ts'

const FLOAT_FEN = 50_000
const ERRANDS = [
  { code: 'purchase', note: '毛巾、一次性围布' },
  { code: 'expense', note: '饮用水' },
  { code: 'delivery', note: '快递到付' },
] as const

export interface Evening {
  shop: Shop
  branch: Branch
  at: Temporal.Instant
  chance: Chance
}

/** The first morning: change is put into the drawer. */
export async function fillDrawer({ shop, branch, at }: Omit<Evening, 'chance'>): Promise<void> {
  const [cashier] = branch.cashiers
  if (!cashier) return
  await actAt(shop, cashier.actor, at, (ctx) => openShift(ctx, { storeId: branch.store.id, tillId: null, openingFloatFen: FLOAT_FEN }))
}

/** An errand, the count, the closing, and the close of the day. */
export async function closeUp(evening: Evening): Promise<void> {
  const { shop, branch, at, chance } = evening
  const storeId = branch.store.id
  const cashier = chance.pick(branch.cashiers)
  await actAt(shop, cashier.actor, at, async (ctx) => {
    // A day without a sale has its shift as well.
    const shiftId = await takeShift(ctx, { storeId, tillId: null })
    if (chance.happens(120)) await moveCash(ctx, { shiftId, amountFen: -chance.int(15, 80) * 100, ...chance.pick(ERRANDS) })
    // One that lay open for some days belongs to the day it was opened.
    const { businessDay } = (await readShift(ctx, shiftId)).shift
    await countAndClose(evening, shiftId, ctx)
    await closeDay(ctx, { storeId, day: businessDay })
  })
}

/** Half the day is over, and a colleague takes the drawer. */
export async function handOver(evening: Evening, receiver: Employee): Promise<void> {
  const giver = evening.branch.cashiers.find((c) => c !== receiver)
  if (!giver) return
  await actAt(evening.shop, giver.actor, evening.at, async (ctx) => {
    const shiftId = await takeShift(ctx, { storeId: evening.branch.store.id, tillId: null })
    await countAndClose(evening, shiftId, ctx, receiver.staffId)
  })
}

type Ctx = Parameters<typeof countDrawer>[0]

/** Mostly what should be there, to the jiao; sometimes a few yuan off. What is more than the float goes to the safe. */
async function countAndClose({ chance }: Evening, shiftId: string, ctx: Ctx, receiverId: string | null = null): Promise<void> {
  const offFen = chance.happens(100) ? chance.int(-20, 12) * 100 : 0
  const { shift } = await readShift(ctx, shiftId)
  const { expectedFen } = cashFrom(await loadFacts(ctx, [shift]), shift)
  const { countId, countedFen } = await countDrawer(ctx, { shiftId, pieces: piecesOf(Math.max(0, expectedFen + offFen)) })
  const takenFen = Math.max(0, Math.floor((countedFen - FLOAT_FEN) / 100) * 100)
  await closeShift(ctx, {
    shiftId,
    countId,
    reason: offFen === 0 ? '' : '找零差错',
    approvalId: null,
    takenFen,
    takenTo: takenFen > 0 ? 'safe' : null,
    receiverId,
  })
}

function piecesOf(fen: number): Pieces[] {
  let left = fen
  return DENOMINATIONS.flatMap((piece) => {
    const quantity = Math.floor(left / piece)
    left -= quantity * piece
    return quantity > 0 ? [{ fen: piece, quantity }] : []
  })
}
