/** One household at several tills, on the real database: the limit holds, the money is spent once, and nobody ties up. */
import { describe, expect, it } from 'vitest'
import { AppError } from '../../src/platform/errors.ts'
import { type CartInput, makeSale } from '../factories/sales.ts'
import { findingsOf, memberWith, openShop, ownedBy, type Shop } from '../factories/shop.ts'
import { useDatabase } from '../harness.ts'
import { openApi } from '../http.ts'

const base = useDatabase()
const api = openApi(base)

async function outcomes(runs: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(runs)
  return settled
    .map((s) => {
      if (s.status === 'fulfilled') return 'ok'
      if (s.reason instanceof AppError) return s.reason.code
      throw s.reason
    })
    .sort()
}

async function family(owners: number, limits: object = {}) {
  const shop = await openShop(base)
  const { token } = shop.owner
  const people = { owners: [] as string[], users: [] as string[] }
  for (let i = 0; i < owners; i += 1) people.owners.push(await memberWith(base, shop, { storedFen: 64_000 }))
  for (let i = 0; i < 2; i += 1) people.users.push(await memberWith(base, shop))
  const { id } = (await api.call('POST', '/households', { token, body: { ownerId: people.owners[0] } })).body
  const add = (memberId: string, role: string) => api.call('POST', `/households/${id}/members`, { token, body: { memberId, role } })
  for (const owner of people.owners.slice(1)) await add(owner, 'owner')
  for (const user of people.users) await add(user, 'user')
  const { version } = (await api.call('GET', `/members/${people.owners[0]}/household`, { token })).body.household
  if (Object.keys(limits).length > 0)
    await api.call('PATCH', `/households/${id}`, { token, headers: { 'if-match': `"${version}"` }, body: limits })
  return { shop, token, householdId: id as string, ...people }
}

function cutBy(shop: Shop, user: string | undefined, owner: string | undefined): CartInput {
  return {
    storeId: shop.storeId,
    memberId: user ?? '',
    lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId }],
    tenders: [{ kind: 'stored_value', memberId: owner ?? '', amountFen: 12_800 }],
  }
}

async function deadlocks(): Promise<number> {
  const { rows } = await base.runtime.pool.query<{ n: string }>(
    'select deadlocks as n from pg_stat_database where datname = current_database()',
  )
  return Number(rows[0]?.n)
}

describe('two users of one owner', () => {
  it('spend what there is, and no fen of it twice', async () => {
    const { shop, owners, users } = await family(1)
    const before = await deadlocks()
    const sold = await outcomes(Array.from({ length: 8 }, (_, n) => makeSale(base, shop.owner.actor, cutBy(shop, users[n % 2], owners[0]))))
    expect(sold).toEqual([...Array.from({ length: 5 }, () => 'ok'), ...Array.from({ length: 3 }, () => 'stored_value_insufficient')])
    expect((await ownedBy(base, owners[0] ?? '')).map((l) => l.remaining)).toEqual([0])
    expect(await deadlocks()).toBe(before)
    expect(await findingsOf(base)).toEqual([])
  })

  it('keep the limit of the household together, also on two owners at once', async () => {
    const { shop, owners, users } = await family(2, { dailyLimitFen: 40_000 })
    const before = await deadlocks()
    const sell = (n: number) => makeSale(base, shop.owner.actor, cutBy(shop, users[n % 2], owners[(n >> 1) % 2]))
    const sold = await outcomes(Array.from({ length: 8 }, (_, n) => sell(n)))
    expect(sold).toEqual([...Array.from({ length: 5 }, () => 'household_limit'), 'ok', 'ok', 'ok'])
    const left = (await Promise.all(owners.map((id) => ownedBy(base, id)))).flat().map((l) => l.remaining)
    expect(left.reduce((a, b) => a + b, 0)).toBe(128_000 - 3 * 12_800)
    expect(await deadlocks()).toBe(before)
    expect(await findingsOf(base)).toEqual([])
  })

  it('use nothing once the owner has stopped, whoever came first', async () => {
    const { shop, token, householdId, owners, users } = await family(1)
    const stop = () => api.call('PATCH', `/households/${householdId}/members/${owners[0]}`, { token, body: { isSharing: false } })
    const [first, stopped, second] = await Promise.all([
      outcomes([makeSale(base, shop.owner.actor, cutBy(shop, users[0], owners[0]))]),
      stop(),
      outcomes([makeSale(base, shop.owner.actor, cutBy(shop, users[1], owners[0]))]),
    ])
    expect(stopped.status).toBe(200)
    const sold = [...first, ...second].filter((o) => o === 'ok').length
    expect([...first, ...second].filter((o) => o === 'household_stopped')).toHaveLength(2 - sold)
    expect((await ownedBy(base, owners[0] ?? '')).map((l) => l.remaining)).toEqual([64_000 - sold * 12_800])
    expect(await outcomes([makeSale(base, shop.owner.actor, cutBy(shop, users[0], owners[0]))])).toEqual(['household_stopped'])
    expect(await findingsOf(base)).toEqual([])
  })
})
