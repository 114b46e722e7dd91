import { z } from 'zod'

export const LANGS = ['zh-CN', 'zh-TW', 'en'] as const
export type Lang = (typeof LANGS)[number]

/** 32 columns fit 58 mm paper, 48 fit 80 mm. */
export type Columns = 32 | 48

export const receiptQuery = z.object({
  columns: z
    .enum(['32', '48'])
    .default('48')
    .transform((text): Columns => (text === '32' ? 32 : 48)),
  lang: z.enum(LANGS).default('zh-CN'),
})
export type ReceiptQuery = z.output<typeof receiptQuery>

export const receipt = z
  .object({
    title: z.string(),
    /** The document in receiptline, for printers. */
    source: z.string(),
    /** The same document as a picture, safe to put into a page. */
    svg: z.string(),
  })
  .meta({ id: 'Receipt' })
export type Receipt = z.output<typeof receipt>
