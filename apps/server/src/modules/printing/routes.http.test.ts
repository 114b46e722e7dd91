/** Printers over HTTP: entering, editing, duties, lists, the drawer, and who may. */
import { afterEach, describe, expect, it } from 'vitest'
import { makeStore, signInAs } from '../../../test/factories/access.ts'
import { drain, makePrinter } from '../../../test/factories/printers.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'
import { standHere } from './virtual/registry.ts'
import type { VirtualPrinter } from './virtual/server.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => readCtx(base.runtime, base.brand, system).db
const on: VirtualPrinter[] = []
afterEach(async () => {
  for (const virtual of on.splice(0)) await virtual.stop()
})

async function shop() {
  const store = await makeStore(base)
  const manager = await signInAs(base, 'manager', { storeId: store.id })
  const cashier = await signInAs(base, 'cashier', { storeId: store.id })
  const add = (token: string, fields: Record<string, unknown> = {}) =>
    api.call('POST', '/printers', { token, body: { storeId: store.id, name: '前台', host: '192.168.1.50', ...fields } })
  const edit = (id: string, version: number, change: unknown, token = manager.token) =>
    api.call('PATCH', `/printers/${id}`, { token, body: change, headers: { 'if-match': `"${version}"` } })
  const list = async () => (await api.call('GET', `/printers?storeId=${store.id}`, { token: cashier.token })).body.items
  return { store, manager, cashier, add, edit, list }
}

const auditOf = (id: string) =>
  db().selectFrom('audit_entry').select(['action', 'detail']).where('subject_id', '=', id).orderBy('seq').execute()

describe('a printer', () => {
  it('is entered by the manager; the first one prints everything until another takes a duty over', async () => {
    const { store, manager, add, edit, list } = await shop()
    const first = await add(manager.token)
    expect([first.status, first.headers.etag]).toEqual([201, '"1"'])
    expect(first.body).toMatchObject({
      port: 9100,
      columns: 48,
      printsReceipts: true,
      printsReports: true,
      answersStatus: null,
      isActive: true,
    })
    expect(await auditOf(first.body.id)).toEqual([{ action: 'printer.add', detail: { host: '192.168.1.50', port: 9100 } }])
    const second = await add(manager.token, { name: '后台', host: 'printer.local', columns: 32 })
    expect(second.body).toMatchObject({ printsReceipts: false, printsReports: false })
    const taken = await edit(second.body.id, 1, { printsReceipts: true })
    expect(taken.body).toMatchObject({ printsReceipts: true, printsReports: false, version: 2 })
    expect(
      (await list()).map((p: { name: string; printsReceipts: boolean; printsReports: boolean }) => [
        p.name,
        p.printsReceipts,
        p.printsReports,
      ]),
    ).toEqual([
      ['前台', false, true],
      ['后台', true, false],
    ])
    expect((await edit(first.body.id, 1, { name: '旧' })).body.code).toBe('version_stale')
    expect((await edit(second.body.id, 2, { isActive: false })).body).toMatchObject({ isActive: false, printsReceipts: false })
    expect(store.id).toBe(first.body.storeId)
  })

  it('forgets what was learned about it when it moves, and only then', async () => {
    const { manager, add, edit } = await shop()
    const { body } = await add(manager.token)
    await db().updateTable('printer').set({ answers_status: true }).where('id', '=', body.id).execute()
    expect((await edit(body.id, 1, { name: '吧台' })).body.answersStatus).toBe(true)
    expect((await edit(body.id, 2, { host: '192.168.1.51' })).body.answersStatus).toBeNull()
  })

  it('stands in the shop: other addresses and ports are refused, when entered and when edited', async () => {
    const { manager, add, edit, list } = await shop()
    for (const fields of [{ host: '8.8.8.8' }, { host: '169.254.169.254' }, { port: 5432 }, { host: 'http://x' }])
      expect((await add(manager.token, fields)).body.code, JSON.stringify(fields)).toBe('printer_address_refused')
    expect(await list()).toEqual([])
    const { body } = await add(manager.token)
    expect((await edit(body.id, 1, { host: '1.1.1.1' })).body.code).toBe('printer_address_refused')
    expect((await edit(body.id, 1, { port: 22 })).body.code).toBe('printer_address_refused')
    expect((await list())[0]).toMatchObject({ host: '192.168.1.50', port: 9100, version: 1 })
  })

  it('bears a name of its own in its store', async () => {
    const { manager, add, edit } = await shop()
    await add(manager.token)
    expect((await add(manager.token)).body).toMatchObject({ code: 'printer_name_taken', params: { name: '前台' } })
    const other = await add(manager.token, { name: '后台' })
    expect((await edit(other.body.id, 1, { name: '前台' })).body.code).toBe('printer_name_taken')
  })

  it('is not managed by a cashier, nor from another store', async () => {
    const { manager, cashier, add, edit, list } = await shop()
    const elsewhere = await signInAs(base, 'manager')
    expect((await add(cashier.token)).body.code).toBe('forbidden')
    expect((await add(elsewhere.token)).body.code).toBe('not_found')
    const { body } = await add(manager.token)
    expect((await edit(body.id, 1, { name: 'x' }, cashier.token)).body.code).toBe('forbidden')
    expect((await edit(body.id, 1, { name: 'x' }, elsewhere.token)).body.code).toBe('not_found')
    expect((await edit(newId(), 1, { name: 'x' })).body.code).toBe('not_found')
    const stylist = await signInAs(base, 'stylist', { storeId: body.storeId })
    expect((await api.call('GET', `/printers?storeId=${body.storeId}`, { token: stylist.token })).body.code).toBe('forbidden')
    expect((await list())[0]).toMatchObject({ name: '前台', version: 1 })
  })

  it('is entered once when the request is sent again', async () => {
    const { store, manager, list } = await shop()
    const again = {
      token: manager.token,
      body: { storeId: store.id, name: '前台', host: '10.0.0.5' },
      headers: { 'idempotency-key': newId() },
    }
    const first = await api.call('POST', '/printers', again)
    const second = await api.call('POST', '/printers', again)
    expect([second.body, second.headers['idempotency-replayed']]).toEqual([first.body, 'true'])
    expect(await list()).toHaveLength(1)
  })
})

describe('jobs and openings', () => {
  it('are listed newest first, what needs a person apart, with who and what', async () => {
    const { store, manager, cashier } = await shop()
    const { row, virtual } = await makePrinter(base, store.id)
    on.push(virtual)
    const test = () =>
      api.call('POST', '/print-jobs', { token: cashier.token, body: { storeId: store.id, source: { kind: 'test', id: row.id } } })
    const sent = await test()
    expect(sent.status).toBe(201)
    await drain(base, row.id)
    await virtual.misbehave({ kind: 'die', afterBytes: 100 })
    const lost = await test()
    await drain(base, row.id)
    const list = async (query = '') => (await api.call('GET', `/print-jobs?storeId=${store.id}${query}`, { token: cashier.token })).body
    expect((await list()).items.map((j: { id: string; state: string; copy: number }) => [j.id, j.state, j.copy])).toEqual([
      [lost.body.id, 'unknown', 1],
      [sent.body.id, 'sent', 0],
    ])
    const attention = (await list('&state=attention')).items
    expect(attention).toMatchObject([
      { id: lost.body.id, problem: 'lost', printerName: row.name, sourceKind: 'test', requestedByName: expect.any(String) },
    ])
    expect((await list(`&sourceKind=test&sourceId=${row.id}&limit=1`)).items).toHaveLength(1)
    const first = await list('&limit=1')
    expect((await list(`&limit=1&cursor=${first.nextCursor}`)).items[0].id).toBe(sent.body.id)
    const settled = await api.call('POST', `/print-jobs/${lost.body.id}/resolution`, {
      token: cashier.token,
      body: { resolution: 'dropped' },
    })
    expect(settled.body).toEqual({ id: lost.body.id, againId: null })
    expect((await list('&state=attention')).items).toEqual([])
    expect((await api.call('GET', `/print-jobs?storeId=${store.id}`, { token: (await signInAs(base, 'cashier')).token })).body.code).toBe(
      'not_found',
    )
    expect((await api.call('GET', `/drawer-openings?storeId=${store.id}`, { token: manager.token })).body).toEqual({
      items: [],
      nextCursor: null,
    })
  })

  it('of the drawer need a reason, in words where it is another', async () => {
    const { store, manager, cashier } = await shop()
    const { row, virtual } = await makePrinter(base, store.id)
    on.push(virtual)
    const open = (token: string, body: Record<string, unknown>) =>
      api.call('POST', '/drawer-openings', { token, body: { storeId: store.id, ...body } })
    expect((await open(cashier.token, {})).body.code).toBe('invalid_input')
    expect((await open(cashier.token, { reason: 'cash_sale' })).body.code).toBe('invalid_input')
    expect((await open(cashier.token, { reason: 'other' })).body.errors).toMatchObject([{ path: 'note' }])
    expect((await open((await signInAs(base, 'stylist', { storeId: store.id })).token, { reason: 'change' })).body.code).toBe('forbidden')
    const opened = await open(cashier.token, { reason: 'other', note: '取发票专用章', printerId: row.id })
    expect(opened.status).toBe(201)
    const log = await api.call('GET', `/drawer-openings?storeId=${store.id}`, { token: manager.token })
    expect(log.body.items).toMatchObject([
      { reason: 'other', note: '取发票专用章', jobId: opened.body.id, jobState: 'queued', printerName: row.name },
    ])
    expect((await api.call('GET', `/drawer-openings?storeId=${store.id}`, { token: cashier.token })).body.code).toBe('forbidden')
  })
})

describe('virtual printers', () => {
  it('are shown in a demonstration only, and fail on request', async () => {
    const { store, cashier } = await shop()
    const { row, virtual } = await makePrinter(base, store.id)
    on.push(virtual)
    const look = async () => (await api.call('GET', `/virtual-printers?storeId=${store.id}`, { token: cashier.token })).body.items
    const fail = (fault: string) => api.call('PUT', `/virtual-printers/${row.id}/fault`, { token: cashier.token, body: { fault } })
    expect(await look()).toEqual([])
    expect((await fail('hang')).body.code).toBe('not_found')
    standHere(base.runtime, [{ printerId: row.id, storeId: store.id, printer: virtual }])
    await api.call('POST', '/print-jobs', { token: cashier.token, body: { storeId: store.id, source: { kind: 'test', id: row.id } } })
    await drain(base, row.id)
    await virtual.papers(1)
    expect(await look()).toMatchObject([
      { printerId: row.id, fault: 'none', papers: [{ number: 1, svg: expect.stringContaining('<svg') }] },
    ])
    expect((await fail('paper_out')).body.fault).toBe('paper_out')
    expect(virtual.fault).toEqual({ kind: 'paper_out' })
  })
})
