/** Statements and their movements as tables for a spreadsheet. */
import { authorize, type ReadCtx } from '../../platform/ctx.ts'
import type { SheetLanguage } from '../../platform/route-sheet.ts'
import { MAX_SHEET_ROWS, type Sheet, type SheetColumn } from '../../platform/sheet.ts'
import { listEntries, readMonth } from './queries.ts'
import type { Month } from './rules.ts'

const HEADS = {
  'zh-CN': {
    name: '跨店结算',
    statements: ['门店甲', '门店乙', '甲卡在乙用（笔）', '甲应付', '乙卡在甲用（笔）', '乙应付', '甲净付乙'],
    entries: ['营业日', '单号', '会员号', '发卡门店', '消费门店', '余额批', '动用价值', '应付'],
  },
  'zh-TW': {
    name: '跨店結算',
    statements: ['門市甲', '門市乙', '甲卡在乙用（筆）', '甲應付', '乙卡在甲用（筆）', '乙應付', '甲淨付乙'],
    entries: ['營業日', '單號', '會員號', '發卡門市', '消費門市', '餘額批', '動用價值', '應付'],
  },
  en: {
    name: 'Settlement',
    statements: ['Store A', 'Store B', 'A’s cards at B (times)', 'A owes', 'B’s cards at A (times)', 'B owes', 'A pays B, net'],
    entries: ['Business day', 'Document', 'Member', 'Issued by', 'Used at', 'Lot', 'Value', 'Owed'],
  },
} as const satisfies Record<SheetLanguage, { name: string; statements: readonly string[]; entries: readonly string[] }>

const columnsOf = (titles: readonly string[], kinds: readonly SheetColumn['kind'][]) =>
  titles.map((title, i): SheetColumn => ({ title, kind: kinds[i] ?? 'text' }))

export async function statementsSheet(ctx: ReadCtx, lang: SheetLanguage, month: Month): Promise<Sheet> {
  authorize(ctx, 'read', 'Settlement')
  const { statements } = await readMonth(ctx, month)
  return {
    name: `${HEADS[lang].name} ${month}`,
    columns: columnsOf(HEADS[lang].statements, ['text', 'text', 'count', 'money', 'count', 'money', 'money']),
    rows: statements.map((s) => [
      s.storeA.name,
      s.storeB.name,
      s.aOwes.movements,
      s.aOwes.owedFen,
      s.bOwes.movements,
      s.bOwes.owedFen,
      s.netFen,
    ]),
  }
}

export async function entriesSheet(
  ctx: ReadCtx,
  lang: SheetLanguage,
  query: { month: Month; issuerId?: string | undefined; performerId?: string | undefined },
): Promise<Sheet> {
  const { items } = await listEntries(ctx, { ...query, limit: MAX_SHEET_ROWS + 1 })
  return {
    name: `${HEADS[lang].name} ${query.month}`,
    columns: columnsOf(HEADS[lang].entries, ['text', 'text', 'text', 'text', 'text', 'text', 'money', 'money']),
    rows: items.map((e) => [
      e.businessDay,
      e.documentNumber,
      e.memberNumber,
      e.issuerName,
      e.performerName,
      e.lotName,
      -e.valueFen,
      e.owedFen,
    ]),
  }
}
