/** What a rule set says: data with an effective date, never code that changes with the law. */
import { z } from 'zod'

export const CAUSES = ['merchant', 'customer', 'neutral'] as const
export type Cause = (typeof CAUSES)[number]

/** Why a contract ends. Which side is answerable for each is a parameter of the rule set. */
export const REASONS = [
  'cooling_off',
  'relocation',
  'obligations_transferred',
  'unlimited_not_deliverable',
  'breach',
  'merchant_closes',
  'health',
  'mistake',
  'minor',
  'customer_wish',
  'other',
] as const
export type Reason = (typeof REASONS)[number]

export const RATE_KINDS = ['lpr_1y', 'deposit_1y'] as const
export type RateKind = (typeof RATE_KINDS)[number]

const rateKind = z.enum(RATE_KINDS)
const cause = z.enum(CAUSES)

export const ruleParams = z
  .strictObject({
    /** Days after the day of payment within which all is given back. */
    coolingOffDays: z.number().int().min(0).max(60),
    /** Days after the request by which the money is paid. */
    payOutDays: z.number().int().min(0).max(15),
    /** WeChat takes no refund later than this after the payment. */
    wechatDays: z.number().int().min(1).max(365),
    /** Days of a year, for interest. */
    yearDays: z.number().int().min(360).max(366),
    /** Whether what was used is borne by paid money and bonus in their ratio, when the customer is not the cause. */
    isBonusShared: z.boolean(),
    /** By whose cause, which published rate. */
    interest: z.strictObject({ merchant: rateKind, customer: rateKind, neutral: rateKind }),
    causes: z.strictObject(Object.fromEntries(REASONS.map((r) => [r, cause])) as Record<Reason, typeof cause>),
  })
  .meta({ id: 'RefundRuleParams' })
export type RuleParams = z.output<typeof ruleParams>
