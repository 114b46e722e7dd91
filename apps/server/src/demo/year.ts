/** A year of the demonstration shop, day by day; within a day the stores work side by side, each bill after the other. */
import { holdTicket } from '../modules/sales/index.ts'
import { expireLots, membersWithLapsedLots } from '../modules/wallet/index.ts'
import { system } from '../platform/ctx.ts'
import { newId } from '../platform/ids.ts'
import type { Client } from './clients.ts'
import { dealCards } from './deal-cards.ts'
import { Deposits } from './deposits.ts'
import { closeUp, fillDrawer, handOver } from './drawer.ts'
import { giveBack } from './give-back.ts'
import { payJustNow } from './just-paid.ts'
import { allowCredit, liveOnCredit } from './on-account.ts'
import { livePartPaid } from './part-paid.ts'
import { Chance } from './random.ts'
import { settleMonths } from './settle.ts'
import { actAt, type Branch, type Shop } from './shop.ts'
import { visit } from './visit.ts'

const OPEN_MINUTES = 11 * 60
const MEMBERS_AT_MOST = 10_000
const COUNTED_DAYS = 60
const WALK_INS = { low: 0, high: 3 }

export interface Year {
  shop: Shop
  clients: Client[]
  seed: number
  /** The first day, and the moment up to which there is history. */
  firstDay: Temporal.PlainDate
  until: Temporal.Instant
}

/** @param tell how many days of how many are done */
export async function liveThrough(year: Year, tell: (done: number, total: number) => void): Promise<number> {
  const zone = year.shop.branches[0]?.store.zone ?? 'Asia/Shanghai'
  const lastDay = year.until.toZonedDateTimeISO(zone).toPlainDate()
  const total = year.firstDay.until(lastDay, { largestUnit: 'days' }).days + 1
  const deposits = new Deposits(year.seed)
  const diary = new Map<number, Client[]>()
  for (const client of year.clients) note(diary, client.joinsAfterDays, client)
  let visits = 0
  await allowCredit(year.shop, year.firstDay.toZonedDateTime({ timeZone: zone, plainTime: '09:00' }).toInstant())
  for (let day = 0; day < total; day += 1) {
    const date = year.firstDay.add({ days: day })
    const guests = diary.get(day) ?? []
    diary.delete(day)
    for (const client of guests) note(diary, day + nextGap(client, date), client)
    const places = placesOf(year, day, guests)
    const counts = await Promise.all(
      year.shop.branches.map((branch, index) =>
        liveDay(
          { ...year, deposits },
          branch,
          index,
          date,
          guests.filter((client) => places.get(client) === index),
        ),
      ),
    )
    visits += counts.reduce((a, b) => a + b, 0)
    if (date.day === 1) await letTimeTake(year.shop, date.toZonedDateTime({ timeZone: zone, plainTime: '23:30' }).toInstant())
    tell(day + 1, total)
  }
  await letTimeTake(year.shop, year.until)
  await dealCards(year.shop, year.clients, year.seed, year.until)
  await giveBack(year.shop, year.until)
  await settleMonths(year.shop, year.until)
  await payJustNow(year.shop, year.clients, year.seed, year.until)
  await leaveBillsOpen(year)
  return visits
}

/** What the hourly job would have posted: lapsed lots, and the days of unlimited passes. Once a month is often enough for a history. */
async function letTimeTake(shop: Shop, at: Temporal.Instant): Promise<void> {
  await actAt(shop, system, at, async (ctx) => {
    for (const memberId of await membersWithLapsedLots(ctx, MEMBERS_AT_MOST)) await expireLots(ctx, memberId)
    ctx.audit({ action: 'demo.lapse', subjectKind: 'Brand', subjectId: ctx.brand.id })
  })
}

/** Where everybody goes that day: to their own store, now and then to the other one, which the stores then settle between them. */
function placesOf({ seed, shop }: Year, day: number, guests: readonly Client[]): Map<Client, number> {
  const chance = new Chance(seed + day * 7_919)
  const count = shop.branches.length
  return new Map(guests.map((client) => [client, chance.happens(60) ? (client.home + 1) % count : client.home]))
}

function note(diary: Map<number, Client[]>, day: number, client: Client): void {
  diary.set(day, [...(diary.get(day) ?? []), client])
}

/** About their usual time, rather at the weekend. */
function nextGap({ chance, everyDays }: Client, date: Temporal.PlainDate): number {
  const gap = chance.int(Math.ceil(everyDays * 0.7), Math.ceil(everyDays * 1.4))
  const toSaturday = (6 - date.add({ days: gap }).dayOfWeek + 7) % 7
  return chance.happens(450) ? gap + toSaturday : gap
}

async function liveDay(
  year: Year & { deposits: Deposits },
  branch: Branch,
  index: number,
  date: Temporal.PlainDate,
  guests: readonly Client[],
): Promise<number> {
  const chance = new Chance(year.seed + index * 100_003 + date.day + date.month * 40 + date.year * 500)
  const visitors: (Client | null)[] = [...guests, ...Array.from({ length: chance.int(WALK_INS.low, WALK_INS.high) }, () => null)]
  const opening = date.toZonedDateTime({ timeZone: branch.store.zone, plainTime: '10:00' })
  const minutes = visitors.map(() => chance.int(0, OPEN_MINUTES)).sort((a, b) => a - b)
  const drawers = new Chance(year.seed + index * 77_003 + date.day + date.month * 40 + date.year * 500)
  const evening = { shop: year.shop, branch, chance: drawers }
  if (date.equals(year.firstDay)) await fillDrawer({ ...evening, at: opening.toInstant() })
  const early = opening.add({ minutes: 2 }).toInstant()
  const [cashier] = branch.cashiers
  if (cashier && Temporal.Instant.compare(early, year.until) < 0)
    await year.deposits.day({ shop: year.shop, branch, cashier, at: early }, index, daysAgo(year, date), year.clients)
  // Where two share the front desk, one takes over from the other in the afternoon.
  const second = branch.cashiers.length > 1 ? opening.add({ hours: 6 }).toInstant() : null
  let isHandedOver = false
  let done = 0
  for (const [n, client] of visitors.entries()) {
    const at = opening.add({ minutes: minutes[n] ?? 0 }).toInstant()
    // A visit with all that follows from it takes less than half an hour.
    if (Temporal.Instant.compare(at.add({ minutes: 30 }), year.until) > 0) break
    if (second && !isHandedOver && isCounted(year, date) && Temporal.Instant.compare(at, second) > 0) {
      await handOver({ ...evening, at: second }, drawers.pick(branch.cashiers))
      isHandedOver = true
    }
    await visit({ shop: year.shop, branch, cashier: chance.pick(branch.cashiers), at }, client, client?.chance ?? chance)
    done += 1
  }
  await lateEvening(year, branch, index, date)
  const night = opening.add({ hours: 12 }).toInstant()
  if (Temporal.Instant.compare(night, year.until) < 0 && isCounted(year, date)) await closeUp({ ...evening, at: night })
  return done
}

/** After the last visit: what goes on account, is paid of it, or comes back for something else. */
async function lateEvening({ shop, clients, seed, until }: Year, branch: Branch, store: number, date: Temporal.PlainDate): Promise<void> {
  const at = date.toZonedDateTime({ timeZone: branch.store.zone, plainTime: '21:40' }).toInstant()
  if (Temporal.Instant.compare(at, until) >= 0) return
  const today = until.toZonedDateTimeISO(branch.store.zone).toPlainDate()
  const daysAgo = date.until(today, { largestUnit: 'days' }).days
  // In the order in which they came, so that the first of them stay the first.
  const known = clients.filter((c) => c.home === store && c.habit === 'each_time' && c.memberId !== null)
  const regulars = known.sort((a, b) => a.joinsAfterDays - b.joinsAfterDays)
  const cashier = branch.cashiers[0] ?? branch.manager
  await liveOnCredit({ shop, branch, cashier, at, store, daysAgo, seed, regulars })
  await livePartPaid({ shop, branch, cashier, at, store, daysAgo, seed, regulars })
}

function daysAgo(year: Year, date: Temporal.PlainDate): number {
  return date.until(year.until.toZonedDateTimeISO('UTC').toPlainDate(), { largestUnit: 'days' }).days
}

/** Drawers are counted every evening of the last weeks; further back at the end of the month is history enough. */
function isCounted(year: Year, date: Temporal.PlainDate): boolean {
  return daysAgo(year, date) <= COUNTED_DAYS || date.day === date.daysInMonth
}

/** Bills that stand open at the desk when the demonstration begins. */
async function leaveBillsOpen({ shop, clients, seed, until }: Year): Promise<void> {
  const chance = new Chance(seed + 5)
  for (const [index, branch] of shop.branches.entries()) {
    const services = branch.catalog.items.filter((i) => i.kind === 'service' && i.priceFen)
    const guests = chance.some(
      clients.filter((c) => c.home === index && c.memberId !== null),
      2,
    )
    for (const [n, client] of guests.entries()) {
      const storeId = branch.store.id
      const line = {
        key: 's1',
        kind: 'service',
        itemId: chance.pick(services).id,
        staff: [{ staffId: chance.pick(branch.stylists).staffId, role: 'performer' }],
      }
      const cart = { storeId, memberId: client.memberId, lines: [line] }
      const label = ['染发中', '等候洗吹'][n] ?? ''
      const at = until.subtract({ minutes: 10 + n * 15 })
      const hold = { ticketId: newId(), storeId, memberId: client.memberId, label, cart, version: 0 }
      await actAt(shop, chance.pick(branch.cashiers).actor, at, (ctx) => holdTicket(ctx, hold))
    }
  }
}
