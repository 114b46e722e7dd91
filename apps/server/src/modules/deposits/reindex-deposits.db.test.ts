/** Deposits taken before their contacts could be found. */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { billDesk } from '../../../test/factories/bills.ts'
import { openShop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { jobsOf } from '../../jobs.ts'
import { system } from '../../platform/ctx.ts'
import { write } from '../../platform/runtime.ts'
import { unfoundDeposits } from './index.ts'

const base = useDatabase()
const api = openApi(base)
const { reading, complete } = billDesk(base, api)

it('are found once the job ran, each by what was left with it; it says how many, and has nothing to do the next time', async () => {
  const shop = await openShop(base)
  const { token } = shop.owner
  const take = (name: string, phone: string) =>
    complete(token, {
      storeId: shop.storeId,
      lines: [{ key: 'd', kind: 'deposit', amountFen: 20_000, deposit: { kind: 'advance', purpose: '定妆', contact: { name, phone } } }],
      tenders: [{ kind: 'wechat', amountFen: 20_000 }],
    })
  for (const [name, phone] of [['路人甲', '13800138000'], ['欧阳娜娜', '13900139000'], ['路人乙', '']] as const) // biome-ignore format: one line each
    expect((await take(name, phone)).status).toBe(201)
  await write(base.runtime, base.brand, system, async (ctx) => {
    await sql`update deposit set contact_tokens = '{}'`.execute(ctx.db)
    ctx.audit({ action: 'test.forget', subjectKind: 'Brand', subjectId: null })
  })
  const namesFound = async (q: string) => {
    const { body } = await api.call('GET', `/deposits?storeId=${shop.storeId}&q=${encodeURIComponent(q)}`, { token })
    return body.items.map((d: { contactName: string }) => d.contactName)
  }
  expect(await namesFound('13800138000')).toEqual([])
  const unfound = await unfoundDeposits(reading(), null, 2)
  expect(unfound).toHaveLength(2)
  expect(await unfoundDeposits(reading(), unfound[1] ?? null, 2)).toHaveLength(1)

  const job = jobsOf(base.runtime).find((j) => j.task === 'reindex_deposits')
  await job?.run({})
  expect(await namesFound('13800138000')).toEqual(['路人甲'])
  expect(await namesFound('nana')).toEqual(['欧阳娜娜'])
  expect(await namesFound('路人乙')).toEqual(['路人乙'])
  await job?.run({})
  const told = await reading().db.selectFrom('audit_entry').select('detail').where('action', '=', 'deposit.reindex').execute()
  expect(told).toEqual([{ detail: { count: 3 } }])
})
