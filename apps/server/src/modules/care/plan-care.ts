import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { requireConsent } from '../consents/index.ts'
import { personFor } from './assess.ts'
import { AssessmentUnfit, CareItemUnfit, CareStepEnded } from './errors.ts'
import { listPlans } from './queries.ts'
import { type CarePlan, type NewCarePlan, newCarePlan } from './schemas.ts'

async function planOf(ctx: WriteCtx, memberId: string, planId: string): Promise<CarePlan> {
  const [plan] = (await listPlans(ctx, memberId, planId)).items
  if (!plan) throw new NotFound()
  return plan
}

/** Plans care for a member: steps with what is done and by when. @throws NotFound, ConsentMissing, AssessmentUnfit, CareItemUnfit */
export async function planCare(ctx: WriteCtx, memberId: string, input: NewCarePlan): Promise<CarePlan> {
  const plan = newCarePlan.parse(input)
  const { key, adviserId: own } = await personFor(ctx, memberId)
  await requireConsent(ctx, memberId, 'health')
  await checkParts(ctx, memberId, plan)
  const id = newId()
  const steps = plan.steps.map((step, ordinal) => {
    const stepId = newId()
    return {
      id: stepId,
      ordinal,
      item_id: step.itemId,
      note: step.note === '' ? null : key.seal(`care_step|${stepId}`, step.note).toString('hex'),
      due_on: step.dueOn,
    }
  })
  const words = key.seal(`care_plan|${id}`, JSON.stringify({ title: plan.title, aim: plan.aim }))
  const adviserId = plan.adviserId === undefined ? own : plan.adviserId
  await sql`
    with made as (
      insert into care_plan (id, member_id, assessment_id, words_enc, adviser_id, store_id, created_at)
      values (${id}, ${memberId}, ${plan.assessmentId}, ${words}, ${adviserId}, ${plan.storeId}, ${ctx.now})
    )
    insert into care_step (id, plan_id, ordinal, item_id, note_enc, due_on)
    select s.id, ${id}::uuid, s.ordinal, s.item_id, decode(s.note, 'hex'), s.due_on
    from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as s(id uuid, ordinal int, item_id uuid, note text, due_on date)`.execute(
    ctx.db,
  )
  const detail = { planId: id, steps: steps.length }
  ctx.audit({ action: 'care_plan.create', subjectKind: 'Member', subjectId: memberId, storeId: plan.storeId, detail })
  return planOf(ctx, memberId, id)
}

async function checkParts(ctx: WriteCtx, memberId: string, plan: ReturnType<typeof newCarePlan.parse>): Promise<void> {
  const itemIds = [...new Set(plan.steps.flatMap((s) => s.itemId ?? []))]
  const { rows } = await sql<{ items: number; has_assessment: boolean; has_adviser: boolean }>`
    select (select count(*) from item where id = any(${itemIds}::uuid[]) and is_active and kind in ('service', 'product')) as items,
      exists (select 1 from assessment where id = ${plan.assessmentId}::uuid and member_id = ${memberId}::uuid) as has_assessment,
      exists (select 1 from staff where id = ${plan.adviserId ?? null}::uuid and is_active) as has_adviser`.execute(ctx.db)
  const known = rows[0]
  if (known?.items !== itemIds.length) throw new CareItemUnfit()
  if (plan.assessmentId !== null && !known.has_assessment) throw new AssessmentUnfit()
  if (plan.adviserId && !known.has_adviser) throw new NotFound({ staffId: plan.adviserId })
}

/** The plan of a step, locked. @throws NotFound */
async function lockPlan(ctx: WriteCtx, planId: string): Promise<{ memberId: string; version: number; state: string }> {
  const { rows } = await sql<{ memberId: string; version: number; state: string }>`
    select member_id as "memberId", version, state from care_plan where id = ${planId}::uuid for update`.execute(ctx.db)
  if (!rows[0]) throw new NotFound()
  return rows[0]
}

/** Stops a plan or takes it up again, at the version that was read. @throws NotFound, VersionStale */
export async function setPlanState(ctx: WriteCtx, planId: string, version: number, state: 'open' | 'stopped'): Promise<CarePlan> {
  const plan = await lockPlan(ctx, planId)
  if (plan.version !== version) throw new VersionStale()
  await ctx.db
    .updateTable('care_plan')
    .set({ state, version: version + 1 })
    .where('id', '=', planId)
    .execute()
  ctx.audit({ action: 'care_plan.set_state', subjectKind: 'Member', subjectId: plan.memberId, detail: { planId, state } })
  return planOf(ctx, plan.memberId, planId)
}

/** Marks a step as done or left out; a plan whose every step ended is done. @throws NotFound, CareStepEnded */
export async function endStep(ctx: WriteCtx, planId: string, stepId: string, state: 'done' | 'skipped'): Promise<CarePlan> {
  const plan = await lockPlan(ctx, planId)
  const { rows } = await sql<{ state: string; is_last: boolean }>`
    select state, not exists (select 1 from care_step o where o.plan_id = c.plan_id and o.id <> c.id and o.state = 'planned') as is_last
    from care_step c where id = ${stepId}::uuid and plan_id = ${planId}::uuid`.execute(ctx.db)
  const step = rows[0]
  if (!step) throw new NotFound()
  if (step.state !== 'planned') throw new CareStepEnded({ state: step.state })
  await ctx.db.updateTable('care_step').set({ state, ended_by: ctx.actor.id, ended_at: ctx.now }).where('id', '=', stepId).execute()
  await ctx.db
    .updateTable('care_plan')
    .set({ state: step.is_last ? 'done' : plan.state, version: plan.version + 1 })
    .where('id', '=', planId)
    .execute()
  ctx.audit({ action: 'care_step.end', subjectKind: 'Member', subjectId: plan.memberId, detail: { planId, stepId, state } })
  return planOf(ctx, plan.memberId, planId)
}
