import { describe, expect, it } from 'vitest'
import { type SignedIn, signInAs } from '../../../test/factories/access.ts'
import { makeMember } from '../../../test/factories/members.ts'
import { trade } from '../../../test/factories/trading.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { DAY_REPORT_NAMES } from './day/definitions.ts'

const base = useDatabase()
const api = openApi(base)
const SPAN = 'from=2026-11-22&to=2026-11-24'
const db = () => base.runtime.brands.dbOf(base.brand)

async function fetchSheet(url: string, who: SignedIn) {
  const app = await api.app()
  const answer = await app.inject({ method: 'GET', url: `/api${url}`, headers: { authorization: `Bearer ${who.token}` } })
  return { status: answer.statusCode, headers: answer.headers, text: answer.payload, bytes: answer.rawPayload }
}

/** Rows of a comma-separated answer, without its head. */
const linesOf = (text: string) =>
  text
    .replace('\uFEFF', '')
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','))

const exported = (staffId: string) =>
  db()
    .selectFrom('audit_entry')
    .select(['subject_kind', 'detail'])
    .where('action', '=', 'sheet.export')
    .where('actor_id', '=', staffId)
    .orderBy('seq')
    .execute()

describe('exports of reports', () => {
  it('hold what the report says, to the fen, in the language asked for; each is written down with its rows', async () => {
    const { shop } = await trade(base)
    const owner = await signInAs(base, 'owner')
    const url = `/reports/days/takings/export?storeId=${shop.storeId}&${SPAN}&by=tender&format=csv`
    const { status, headers, text } = await fetchSheet(url, owner)
    expect(status).toBe(200)
    expect(headers['content-disposition']).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('收款与消耗 2026-11-22~2026-11-24.csv')}`,
    )
    const report = await api.call('GET', `/reports/days/takings?storeId=${shop.storeId}&${SPAN}&by=tender`, { token: owner.token })
    const lines = linesOf(text)
    expect(lines.map(([tender]) => tender)).toEqual(expect.arrayContaining(['现金', '微信', '储值', '合计']))
    expect(lines.map(([, yuan]) => Math.round(Number(yuan) * 100))).toEqual([
      ...report.body.groups.map((g: { figures: { amountFen: number } }) => g.figures.amountFen),
      report.body.totals.amountFen,
    ])
    const english = await fetchSheet(`${url}&lang=en`, owner)
    expect(english.text.slice(1)).toMatch(/^Paid by,Amount\r\n/)
    expect(await exported(owner.staffId)).toMatchObject([
      { subject_kind: 'Report', detail: { report: 'takings', from: '2026-11-22', to: '2026-11-24', format: 'csv', rows: lines.length } },
      { detail: { report: 'takings' } },
    ])
  })

  it('of rows hold every row, and of every report there is one', async () => {
    const { shop } = await trade(base)
    const owner = await signInAs(base, 'owner')
    for (const report of DAY_REPORT_NAMES) {
      const page = await api.call('GET', `/reports/days/${report}/rows?storeId=${shop.storeId}&${SPAN}&limit=100`, { token: owner.token })
      const rows = await fetchSheet(`/reports/days/${report}/rows/export?storeId=${shop.storeId}&${SPAN}&format=csv`, owner)
      expect(linesOf(rows.text).length).toBe(page.body.items.length)
      const workbook = await fetchSheet(`/reports/days/${report}/export?storeId=${shop.storeId}&${SPAN}`, owner)
      expect([workbook.status, workbook.bytes.subarray(0, 2).toString()]).toEqual([200, 'PK'])
    }
    const stores = await fetchSheet(`/reports/stores/export?${SPAN}&format=csv`, owner)
    expect(linesOf(stores.text).at(-1)?.[0]).toBe('合计')
    const owed = await fetchSheet('/reports/liability/export?format=csv&throughDay=2026-11-24', owner)
    expect(linesOf(owed.text).length).toBeGreaterThan(0)
    const lots = await fetchSheet(`/reports/liability/lots/export?storeId=${shop.storeId}&kind=pass&format=csv`, owner)
    expect(linesOf(lots.text)).toMatchObject([
      [expect.stringMatching(/^M/), expect.anything(), '次卡', '次', '2026-11-22 10:00', '2027-11-21', '9', '1782.00'],
    ])
  })

  it('are refused to who may only look, and nothing is written down', async () => {
    const { shop } = await trade(base)
    const manager = await signInAs(base, 'manager', { storeId: shop.storeId })
    for (const path of [
      `/reports/days/sales/export?${SPAN}`,
      `/reports/days/sales/rows/export?${SPAN}`,
      `/reports/stores/export?${SPAN}`,
      '/reports/liability/export',
      `/reports/liability/lots/export?storeId=${shop.storeId}&kind=pass`,
      '/members/export',
    ])
      expect((await fetchSheet(path, manager)).status).toBe(403)
    expect(await exported(manager.staffId)).toEqual([])
  })
})

describe('the export of members', () => {
  it('masks phones unless they are asked for, neutralises what members call themselves, and says how many left the house', async () => {
    const owner = await signInAs(base, 'owner')
    const trap = await makeMember(base, { name: '=HYPERLINK(1)', phone: '13800138000' })
    const masked = linesOf((await fetchSheet('/members/export?format=csv', owner)).text)
    const line = (lines: string[][]) => lines.find(([number]) => number === trap.number)
    expect(line(masked)?.slice(1, 3)).toEqual(["'=HYPERLINK(1)", '138****8000'])
    const full = linesOf((await fetchSheet('/members/export?format=csv&phones=full', owner)).text)
    expect(line(full)?.[2]).toBe('138 0013 8000')
    expect((await exported(owner.staffId)).map((e) => e.detail)).toMatchObject([
      { phones: 'masked', rows: masked.length },
      { phones: 'full', rows: full.length },
    ])
    const found = linesOf((await fetchSheet(`/members/export?format=csv&q=${trap.number}`, owner)).text)
    expect(found.map(([number]) => number)).toEqual([trap.number])
  })
})
