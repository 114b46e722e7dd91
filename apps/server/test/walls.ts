/** What the walls of docs/design.md stand around: every room, who keeps which table, and which doors are open. */

export const BASE = [
  'access',
  'audit',
  'settings',
  'catalog',
  'staff',
  'members',
  'contracts',
  'attachments',
  'cards',
  'fields',
  'consents',
  'households',
  'care',
  'views',
]
export const ACTIVITY = ['wallet', 'sales', 'deposits', 'receivables', 'prepaid', 'settlement', 'shifts', 'printing']
export const READERS = ['reports', 'timeline']

/** Tables whose migration bears another room's name than the room that keeps them. */
export const KEPT_BY: Record<string, string> = {
  account: 'access',
  role_grant: 'access',
  session: 'access',
  approval: 'access',
  sign_in_guard: 'access',
  // 0014_prepaid_refunds.sql
  refund_rule_set: 'prepaid',
  interest_rate: 'prepaid',
  prepaid_refund: 'prepaid',
  prepaid_refund_grant: 'prepaid',
  prepaid_worksheet: 'prepaid',
  bank_payout: 'prepaid',
  prepaid_refund_line: 'sales',
  prepaid_refund_lot: 'sales',
  // 0019_sales_more.sql
  ticket_companion: 'sales',
  exchange: 'sales',
  deposit: 'deposits',
  deposit_movement: 'deposits',
  credit_account: 'receivables',
  receivable: 'receivables',
  receivable_movement: 'receivables',
  // 0015_member_file.sql
  custom_field: 'fields',
  member_stat: 'members',
  member_note: 'members',
  phone_reveal_window: 'members',
  tag_rule: 'members',
  member_merge: 'members',
  member_distinct: 'members',
  household: 'households',
  household_member: 'households',
  consent_text: 'consents',
  consent: 'consents',
  assessment_template: 'care',
  assessment: 'care',
  care_plan: 'care',
  care_step: 'care',
  saved_view: 'views',
  audit_seal: 'audit',
  // 0018_settlement.sql
  tier_withheld: 'catalog',
}

/** The only routes for people who have not signed in. Adding one is a decision. */
export const PUBLIC = [
  'GET /api/health',
  'GET /api/setup',
  'POST /api/setup',
  'GET /api/sign-in-options',
  'POST /api/session',
  'POST /api/session/factor',
  'POST /api/session/passkey',
  'POST /api/passkey-questions',
  // These two ask the device for its own secret.
  'GET /api/shared-till',
  'POST /api/shared-till/session',
]

/** Routes that concern only oneself; every other one names an ability. */
export const OWN = [
  'GET /api/session',
  'DELETE /api/session',
  'POST /api/session/lock',
  'GET /api/session/factors',
  'POST /api/session/totp',
  'POST /api/session/totp/confirmation',
  'POST /api/session/totp/removal',
  'POST /api/session/recovery-codes',
  'POST /api/session/passkey-questions',
  'POST /api/session/passkeys',
  'PATCH /api/session/passkeys/{passkeyId}',
  'DELETE /api/session/passkeys/{passkeyId}',
  'GET /api/sessions',
  'DELETE /api/sessions',
  'DELETE /api/sessions/{sessionId}',
  'PUT /api/session/password',
  'PUT /api/session/pin',
  'GET /api/approvers',
  'POST /api/approvals',
]
