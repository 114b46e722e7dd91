import { z } from 'zod'

export const terms = z
  .object({
    id: z.uuid(),
    version: z.number().int(),
    title: z.string(),
    body: z.string(),
    /** Hexadecimal, of title, line feed and body in UTF-8. */
    sha256: z.string(),
    publishedAt: z.string(),
  })
  .meta({ id: 'Terms' })

export const newTerms = z
  .object({ title: z.string().trim().min(1).max(100), body: z.string().trim().min(20).max(50_000) })
  .meta({ id: 'NewTerms' })

export const newAcceptance = z
  .object({ termsId: z.uuid(), storeId: z.uuid(), method: z.enum(['on_screen', 'paper']) })
  .meta({ id: 'NewTermsAcceptance' })

export const acceptance = z
  .object({
    id: z.uuid(),
    memberId: z.uuid(),
    termsId: z.uuid(),
    version: z.number().int(),
    method: z.enum(['on_screen', 'paper']),
    storeId: z.uuid(),
    witnessId: z.uuid(),
    acceptedAt: z.string(),
  })
  .meta({ id: 'TermsAcceptance' })

export type Terms = z.output<typeof terms>
export type Acceptance = z.output<typeof acceptance>
export type NewAcceptance = z.output<typeof newAcceptance>
