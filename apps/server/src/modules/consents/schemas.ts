/** Wire schemas of consents. */
import { z } from 'zod'

export const uuid = z.uuid()
export const purpose = z.enum(['health', 'photo', 'marketing'])
export const channel = z.enum(['on_screen', 'paper', 'spoken', 'phone'])

export const consentText = z
  .object({ id: uuid, purpose, version: z.number().int(), body: z.string(), publishedAt: z.string() })
  .meta({ id: 'ConsentText' })
export const consentTextList = z.object({ items: z.array(consentText) })
export const newConsentText = z.object({ purpose, body: z.string().trim().min(10).max(4000) }).meta({ id: 'NewConsentText' })

const entry = z.object({
  id: uuid,
  purpose,
  isGiven: z.boolean(),
  textVersion: z.number().int(),
  channel,
  recordedBy: z.string().nullable(),
  at: z.string(),
})
export const memberConsents = z
  .object({
    /** What holds now, by purpose; a purpose never asked for is not there. */
    current: z.array(entry),
    /** Every giving and withdrawing, newest first. */
    history: z.array(entry),
  })
  .meta({ id: 'MemberConsents' })

export const newConsent = z.object({ purpose, isGiven: z.boolean(), textId: uuid, channel, storeId: uuid }).meta({ id: 'NewConsent' })

export type Purpose = z.output<typeof purpose>
export type ConsentText = z.output<typeof consentText>
export type MemberConsents = z.output<typeof memberConsents>
export type NewConsent = z.output<typeof newConsent>
