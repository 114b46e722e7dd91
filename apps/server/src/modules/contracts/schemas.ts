import { z } from 'zod'

export const terms = z
  .object({
    id: z.uuid(),
    version: z.number().int(),
    title: z.string(),
    body: z.string(),
    /** Hexadecimal, of title, line feed and body in UTF-8. */
    sha256: z.string(),
    /** The yearly interest that the text promises when prepaid money is given back; null: as published by law. 300 = 3.00 %. */
    agreedRateBp: z.number().int().nullable(),
    publishedAt: z.string(),
  })
  .meta({ id: 'Terms' })

export const newTerms = z
  .object({
    title: z.string().trim().min(1).max(100),
    body: z.string().trim().min(20).max(50_000),
    agreedRateBp: z.number().int().min(0).max(3_600).nullable().default(null),
  })
  .meta({ id: 'NewTerms' })

const METHODS = ['signature', 'on_screen', 'paper'] as const
/** A drawn signature takes some ten thousand bytes; four characters of base64 stand for three. */
const SIGNATURE_MAX_LENGTH = 280_000

/** Signed with the finger, agreed on the screen, or signed on paper. A signature is a PNG in base64, and comes with its own method alone. */
export const newAcceptance = z
  .object({
    termsId: z.uuid(),
    storeId: z.uuid(),
    method: z.enum(METHODS),
    signature: z.base64().max(SIGNATURE_MAX_LENGTH).optional(),
  })
  .refine((a) => (a.method === 'signature') === (a.signature !== undefined), { path: ['signature'] })
  .meta({ id: 'NewTermsAcceptance' })

export const acceptance = z
  .object({
    id: z.uuid(),
    memberId: z.uuid(),
    termsId: z.uuid(),
    version: z.number().int(),
    title: z.string(),
    method: z.enum(METHODS),
    hasSignature: z.boolean(),
    storeId: z.uuid(),
    witnessId: z.uuid(),
    witnessName: z.string(),
    acceptedAt: z.string(),
  })
  .meta({ id: 'TermsAcceptance' })

export type Terms = z.output<typeof terms>
export type Acceptance = z.output<typeof acceptance>
export type NewAcceptance = z.output<typeof newAcceptance>
