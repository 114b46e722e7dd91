/** What the demonstration knows of its members besides their bills: own fields, families, skin and scalp, tags by rule, a file that stands twice. */
import { assess, listTemplates, planCare } from '../modules/care/index.ts'
import { recordConsent } from '../modules/consents/index.ts'
import { createField } from '../modules/fields/index.ts'
import { addHouseholdMember, createHousehold, setHouseholdLimits } from '../modules/households/index.ts'
import { createTagRule, evaluateTagRules, refreshStats, updateMember } from '../modules/members/index.ts'
import { system } from '../platform/ctx.ts'
import { newId } from '../platform/ids.ts'
import { readCtx } from '../platform/runtime.ts'
import { addDays } from '../platform/time.ts'
import { completeTicket } from '../workflows/checkout/complete-ticket.ts'
import { cart as cartSchema } from '../workflows/checkout/schemas.ts'
import { enrol } from '../workflows/enrol/index.ts'
import type { Client } from './clients.ts'
import { Chance } from './random.ts'
import { preview } from './sell.ts'
import { actAt, type Shop } from './shop.ts'

const FAMILIES = 6
const ASSESSED = 14
const KNOWN = 60

export interface Files {
  shop: Shop
  clients: readonly Client[]
  seed: number
  until: Temporal.Instant
}

export async function fillMemberFiles(files: Files): Promise<void> {
  const chance = new Chance(files.seed + 11)
  await tellMore(files, chance)
  await bringFamilies(files, chance)
  await lookAtScalps(files, chance)
  await standTwice(files, chance)
  await giveTags(files)
}

const here = (files: Files) => files.clients.flatMap((c) => (c.memberId === null ? [] : [{ ...c, memberId: c.memberId }]))

/** Fields of the shop's own, filled for some; and who looks after whom. */
async function tellMore(files: Files, chance: Chance): Promise<void> {
  const { shop, until } = files
  const fields = await actAt(shop, system, until, async (ctx) => {
    const hair = await createField(ctx, {
      subject: 'member',
      label: '发质',
      kind: 'choice',
      choices: ['细软', '适中', '粗硬', '自然卷'].map((label) => ({ label })),
    })
    const drink = await createField(ctx, { subject: 'member', label: '爱喝', kind: 'text', isSearchable: true, sort: 1 })
    const volume = { subject: 'product', label: '容量（毫升）', kind: 'number' } as const
    await createField(ctx, volume)
    return { hair, drink }
  })
  for (const client of chance.some(here(files), KNOWN)) {
    const branch = shop.branches[client.home]
    if (!branch) continue
    const values = {
      [fields.hair.id]: chance.pick(fields.hair.choices).key,
      [fields.drink.id]: chance.pick(['柠檬水', '热美式', '红枣茶']),
    }
    const adviserId = chance.pick(branch.stylists).staffId
    await actAt(shop, branch.manager.actor, until, (ctx) => updateMember(ctx, client.memberId, 1, { fields: values, adviserId }))
  }
}

/** Mothers who let the family use their card. */
async function bringFamilies(files: Files, chance: Chance): Promise<void> {
  const { shop, until } = files
  const people = chance.some(here(files), FAMILIES * 3)
  for (let n = 0; n + 2 < people.length; n += 3) {
    const [owner, partner, child] = people.slice(n, n + 3)
    await actAt(shop, system, until, async (ctx) => {
      const { id } = await createHousehold(ctx, owner?.memberId ?? '')
      await addHouseholdMember(ctx, id, { memberId: partner?.memberId ?? '' })
      const { version } = await addHouseholdMember(ctx, id, { memberId: child?.memberId ?? '', dailyLimitFen: 20_000 })
      await setHouseholdLimits(ctx, id, version, { dailyLimitFen: 50_000 })
    })
    if (owner && partner) await useOwnersCard(files, owner, partner.memberId)
  }
}

/** The partner has a wash on the owner's card, where there is money on it. */
async function useOwnersCard({ shop, until }: Files, owner: Client & { memberId: string }, userId: string): Promise<void> {
  const branch = shop.branches[owner.home]
  const [cashier] = branch?.cashiers ?? []
  const service = branch?.catalog.items.find((i) => i.kind === 'service' && i.priceFen !== null && i.priceFen <= 15_000)
  if (!branch || !cashier || !service) return
  const moment = { shop, branch, cashier, at: until }
  const staff = branch.stylists.slice(0, 1).map((s) => ({ staffId: s.staffId, role: 'performer' as const }))
  const line = { key: '1', kind: 'service' as const, itemId: service.id, pass: 'none' as const, staff }
  const bill = { storeId: branch.store.id, memberId: userId, lines: [line], tenders: [] }
  const quote = await preview(moment, bill)
  const spendableFen = quote.payers.find((p) => p.memberId === owner.memberId)?.spendableFen ?? 0
  if (spendableFen < quote.totalFen) return
  const tenders = [{ kind: 'stored_value' as const, memberId: owner.memberId, amountFen: quote.totalFen }]
  const cart = cartSchema.parse({ ...bill, tenders })
  await actAt(shop, cashier.actor, until, (ctx) => completeTicket(ctx, { ticketId: newId(), cart, quoteHash: null }))
}

/** Some had their scalp looked at, twice, and follow a plan. */
async function lookAtScalps(files: Files, chance: Chance): Promise<void> {
  const { shop, until } = files
  const ctx = readCtx(shop.runtime, shop.brand, system)
  const template = (await listTemplates(ctx)).items.find((t) => t.key === 'scalp')
  const text = await ctx.db.selectFrom('consent_text').select('id').where('purpose', '=', 'health').executeTakeFirstOrThrow()
  if (!template) return
  const answered = (worst: number) =>
    Object.fromEntries(template.questions.map((q) => [q.key, q.answers[Math.min(chance.int(0, worst), q.answers.length - 1)]?.key ?? '']))
  for (const client of chance.some(here(files), ASSESSED)) {
    const branch = shop.branches[client.home]
    if (!branch) continue
    const { id: storeId } = branch.store
    const { actor, staffId } = chance.pick(branch.stylists)
    const services = branch.catalog.items.filter((i) => i.kind === 'service' && /护|头皮/.test(i.name))
    const today = until.toZonedDateTimeISO(branch.store.zone).toPlainDate().toString()
    const earlier = until.subtract({ hours: 24 * chance.int(20, 40) })
    const consent = { purpose: 'health' as const, isGiven: true, textId: text.id, channel: 'on_screen' as const, storeId }
    await actAt(shop, branch.manager.actor, earlier, (c) => recordConsent(c, client.memberId, consent))
    const taken = (worst: number, at: Temporal.Instant) =>
      actAt(shop, actor, at, (c) => assess(c, client.memberId, { templateId: template.id, storeId, answers: answered(worst) }))
    const first = await taken(2, earlier)
    const steps = [-3, 4, 18].map((days) => ({
      itemId: services.length > 0 ? chance.pick(services).id : null,
      note: days < 0 ? '先做皮试' : '',
      dueOn: addDays(today, days + chance.int(-2, 2)),
    }))
    const plan = { storeId, title: '头皮调理', aim: first.advice, assessmentId: first.id, adviserId: staffId, steps }
    await actAt(shop, actor, earlier, (c) => planCare(c, client.memberId, plan))
    if (chance.happens(500)) await taken(1, until.subtract({ hours: chance.int(2, 60) }))
  }
}

/** Two people were enrolled a second time, by another hand. */
async function standTwice(files: Files, chance: Chance): Promise<void> {
  const { shop, until } = files
  for (const client of chance.some(here(files), 2)) {
    const branch = shop.branches[client.home]
    if (!branch) continue
    const { name, phone } = client.person
    const at = until.subtract({ hours: chance.int(20, 200) })
    await actAt(shop, branch.manager.actor, at, (ctx) =>
      enrol(ctx, { name, phone, homeStoreId: branch.store.id, notes: '电话预约时建的档' }),
    )
  }
}

async function giveTags({ shop, until }: Files): Promise<void> {
  await actAt(shop, system, until, async (ctx) => {
    await createTagRule(ctx, { name: '沉睡会员', match: 'all', conditions: [{ fact: 'last_visit', op: 'at_least', days: 90 }] })
    await createTagRule(ctx, {
      name: '高价值',
      match: 'any',
      conditions: [
        { fact: 'spend', days: 365, op: 'at_least', valueFen: 300_000 },
        { fact: 'balance', op: 'at_least', valueFen: 150_000 },
      ],
    })
    await createTagRule(ctx, { name: '近期生日', match: 'all', conditions: [{ fact: 'birthday', days: 14 }] })
    await createTagRule(ctx, { name: '次卡快到期', match: 'all', conditions: [{ fact: 'pass_expiring', days: 30 }] })
    await refreshStats(ctx)
    await evaluateTagRules(ctx)
  })
}
