/** Who owes what, as a table for a spreadsheet: the list as it is shown, all of it. */
import { authorize, type ReadCtx } from '../../platform/ctx.ts'
import type { SheetLanguage } from '../../platform/route-sheet.ts'
import { MAX_SHEET_ROWS, type Sheet, type SheetColumn } from '../../platform/sheet.ts'
import { type AccountQuery, listAccounts } from './queries.ts'

interface Words {
  name: string
  heads: readonly string[]
  kinds: Readonly<Record<'member' | 'company', string>>
  states: readonly [active: string, shut: string]
}

const WORDS: Readonly<Record<SheetLanguage, Words>> = {
  'zh-CN': {
    name: '挂账',
    heads: [
      '名称',
      '类型',
      '会员号',
      '30 天内',
      '31–60 天',
      '61–90 天',
      '90 天以上',
      '本店欠款',
      '全部门店欠款',
      '最早欠款日',
      '额度',
      '状态',
      '备注',
    ],
    kinds: { member: '会员', company: '单位' },
    states: ['可挂账', '已停用'],
  },
  'zh-TW': {
    name: '掛帳',
    heads: [
      '名稱',
      '類型',
      '會員號',
      '30 天內',
      '31–60 天',
      '61–90 天',
      '90 天以上',
      '本店欠款',
      '全部門市欠款',
      '最早欠款日',
      '額度',
      '狀態',
      '備註',
    ],
    kinds: { member: '會員', company: '單位' },
    states: ['可掛帳', '已停用'],
  },
  en: {
    name: 'On account',
    heads: [
      'Name',
      'Kind',
      'Member number',
      'Up to 30 days',
      '31–60 days',
      '61–90 days',
      'Over 90 days',
      'Owed here',
      'Owed in all stores',
      'Owed since',
      'Limit',
      'State',
      'Note',
    ],
    kinds: { member: 'Member', company: 'Company' },
    states: ['Open', 'Shut'],
  },
}
const KINDS: readonly SheetColumn['kind'][] = [
  ...(['text', 'text', 'text'] as const),
  ...(['money', 'money', 'money', 'money', 'money', 'money'] as const),
  ...(['text', 'money', 'text', 'text'] as const),
]

/** Members' names are opened so many at a time. */
const BATCH = 1_000

export async function accountsSheet(ctx: ReadCtx, query: Omit<AccountQuery, 'limit' | 'cursor'> & { lang: SheetLanguage }): Promise<Sheet> {
  authorize(ctx, 'read', 'Credit', query.storeId)
  const { name, heads, kinds, states } = WORDS[query.lang]
  const rows: Sheet['rows'][number][] = []
  let cursor: string | undefined
  do {
    const page = await listAccounts(ctx, { ...query, limit: BATCH, cursor })
    for (const a of page.items) {
      const owed = [...a.ages.map((age) => age.openFen), a.owedHereFen, a.owedFen]
      rows.push([a.name, kinds[a.kind], a.memberNumber, ...owed, a.oldestOn, a.limitFen, states[a.isActive ? 0 : 1], a.note])
    }
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && rows.length <= MAX_SHEET_ROWS)
  return { name, columns: heads.map((title, i) => ({ title, kind: KINDS[i] ?? 'text' })), rows }
}
