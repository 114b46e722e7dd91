/** The list of members as a spreadsheet: as it was filtered, phones masked unless whoever asks may see them and asks for them. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { authorize, type ReadCtx } from '../../platform/ctx.ts'
import { exportSheet, type SheetLanguage, sheetQuery } from '../../platform/route-sheet.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { MAX_SHEET_ROWS, type Sheet, spacedDigits } from '../../platform/sheet.ts'
import { listStores } from '../settings/index.ts'
import { openPhones } from './open-names.ts'
import { type MemberRow, memberQuery } from './schemas.ts'
import { searchMembers } from './search.ts'

const HEADS = {
  'zh-CN': ['会员', '会员号', '姓名', '手机', '性别', '等级', '归属门店', '标签', '到店次数', '近一年消费', '最近到店', '状态'],
  'zh-TW': ['會員', '會員號', '姓名', '手機', '性別', '等級', '歸屬門市', '標籤', '到店次數', '近一年消費', '最近到店', '狀態'],
  en: ['Members', 'Number', 'Name', 'Phone', 'Sex', 'Level', 'Home store', 'Tags', 'Visits', 'Spent in a year', 'Last visit', 'State'],
} as const
const SEX = { 'zh-CN': { female: '女', male: '男', other: '其他' }, 'zh-TW': { female: '女', male: '男', other: '其他' }, en: {} } as const
const STATE = { 'zh-CN': ['在用', '停用'], 'zh-TW': ['使用中', '停用'], en: ['Active', 'Inactive'] } as const

/** Members are opened so many at a time. */
const BATCH = 1_000

export const memberSheetQuery = memberQuery.omit({ limit: true, cursor: true }).extend({
  ...sheetQuery,
  /** In full takes the ability to reveal them. */
  phones: z.enum(['masked', 'full']).default('masked'),
})
type MemberSheetQuery = z.output<typeof memberSheetQuery>

export async function membersSheet(ctx: ReadCtx, query: MemberSheetQuery): Promise<Sheet> {
  if (query.phones === 'full') authorize(ctx, 'reveal', 'Member')
  const stores = new Map((await listStores(ctx)).map((store) => [store.id, store.name]))
  const [name, ...titles] = HEADS[query.lang]
  const rows: Sheet['rows'][number][] = []
  let cursor: string | undefined
  do {
    const page = await searchMembers(ctx, { ...query, limit: BATCH, cursor })
    const phones =
      query.phones === 'full'
        ? await openPhones(
            ctx,
            page.items.map((m) => m.id),
          )
        : null
    for (const member of page.items) rows.push(rowOf(member, query.lang, stores, phones))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && rows.length <= MAX_SHEET_ROWS)
  return { name, columns: titles.map((title, i) => ({ title, kind: i === 7 ? 'count' : i === 8 ? 'money' : 'text' })), rows }
}

function rowOf(
  member: MemberRow,
  lang: SheetLanguage,
  stores: ReadonlyMap<string, string>,
  phones: ReadonlyMap<string, string | null> | null,
): Sheet['rows'][number] {
  const phone = phones === null ? member.phone : (phones.get(member.id) ?? null)
  const sexes: Readonly<Record<string, string>> = SEX[lang]
  return [
    member.number,
    member.name,
    phone === null ? null : spacedDigits(phone),
    member.sex === null ? null : (sexes[member.sex] ?? member.sex),
    member.level.name,
    stores.get(member.homeStoreId) ?? null,
    member.tags.map((tag) => tag.name).join(' '),
    member.visits,
    member.spendFen,
    member.lastVisitOn,
    STATE[lang][member.isActive ? 0 : 1],
  ]
}

export function memberSheetRoutes(app: FastifyInstance, runtime: Runtime): void {
  exportSheet(app, runtime, {
    url: '/members/export',
    operationId: 'exportMembers',
    tag: 'Members',
    summary: 'The list of members as a spreadsheet',
    ability: ['export', 'Report'],
    query: memberSheetQuery,
    sheet: (ctx, { query }) => {
      authorize(ctx, 'read', 'Member')
      return membersSheet(ctx, query)
    },
    audit: ({ query }) => ({ subjectKind: 'Member', detail: { phones: query.phones } }),
  })
}
