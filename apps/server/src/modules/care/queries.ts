/** What is read of assessments and care plans, opened with the person's key. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { keyOfPerson, openMemberNames, recordsOf } from '../members/index.ts'
import { maxScoreOf } from './rules.ts'
import type { Assessment, CarePlan, Template } from './schemas.ts'

/** The newest version of every template; those out of use only for who keeps the settings. */
export async function listTemplates(ctx: ReadCtx): Promise<{ items: Template[] }> {
  const { rows } = await sql<Template>`
    select distinct on (key) id, key, version, name, questions, bands, is_active as "isActive"
    from assessment_template order by key, version desc`.execute(ctx.db)
  const all = ctx.actor.can('manage', 'Setting')
  return { items: rows.filter((t) => all || t.isActive) }
}

interface AssessmentRow {
  id: string
  member_id: string
  person_key: Buffer | null
  template: Template
  result_enc: Buffer
  before_photo_id: string | null
  after_photo_id: string | null
  taken_by_name: string | null
  taken_at: Temporal.Instant
}

/** What is sealed of an assessment. */
export interface SealedResult {
  answers: Record<string, string>
  score: number
  band: string
  advice: string
  notes: string
}

/** The assessments of a member, newest first. Of an erased person nothing can be opened. */
export async function listAssessments(
  ctx: ReadCtx,
  memberId: string,
  assessmentId: string | null = null,
): Promise<{ items: Assessment[] }> {
  const { rows } = await sql<AssessmentRow>`
    select a.id, a.member_id, m.person_key, to_jsonb(t) as template, a.result_enc, a.before_photo_id, a.after_photo_id,
      s.name as taken_by_name, a.taken_at
    from assessment a join member m on m.id = a.member_id join assessment_template t on t.id = a.template_id
    left join staff s on s.id = a.taken_by
    where a.member_id = any(${recordsOf(memberId)}) and (${assessmentId}::uuid is null or a.id = ${assessmentId}::uuid)
    order by a.taken_at desc, a.id desc limit 100`.execute(ctx.db)
  return { items: rows.flatMap((row) => openAssessment(ctx, row) ?? []) }
}

function openAssessment(ctx: ReadCtx, row: AssessmentRow): Assessment | null {
  const key = keyOfPerson(ctx.brand, { id: row.member_id, person_key: row.person_key })
  if (key === null) return null
  const result = JSON.parse(key.open(`assessment|${row.id}`, row.result_enc)) as SealedResult
  const { id, key: templateKey, name, version, questions } = row.template
  return {
    id: row.id,
    memberId: row.member_id,
    template: { id, key: templateKey, name, version },
    answers: questions.map((q) => {
      const answer = q.answers.find((a) => a.key === result.answers[q.key])
      return { question: q.label, answer: answer?.label ?? '', score: answer?.score ?? 0 }
    }),
    score: result.score,
    maxScore: maxScoreOf(row.template),
    band: result.band,
    advice: result.advice,
    notes: result.notes,
    beforePhotoId: row.before_photo_id,
    afterPhotoId: row.after_photo_id,
    takenBy: row.taken_by_name,
    takenAt: row.taken_at.toString(),
  }
}

interface PlanRow {
  id: string
  member_id: string
  person_key: Buffer | null
  words_enc: Buffer
  assessment_id: string | null
  adviser: CarePlan['adviser']
  state: CarePlan['state']
  version: number
  created_at: Temporal.Instant
  steps: {
    id: string
    itemId: string | null
    itemName: string | null
    noteHex: string | null
    dueOn: string
    state: CarePlan['steps'][number]['state']
    endedBy: string | null
    endedAtMs: number | null
  }[]
}

/** The care plans of a member, newest first. */
export async function listPlans(ctx: ReadCtx, memberId: string, planId: string | null = null): Promise<{ items: CarePlan[] }> {
  const { rows } = await sql<PlanRow>`
    select p.id, p.member_id, m.person_key, p.words_enc, p.assessment_id, p.state, p.version, p.created_at,
      (select jsonb_build_object('id', s.id, 'name', s.name) from staff s where s.id = p.adviser_id) as adviser,
      (select jsonb_agg(jsonb_build_object('id', c.id, 'itemId', c.item_id, 'itemName', i.name, 'noteHex', encode(c.note_enc, 'hex'), 'dueOn', c.due_on,
          'state', c.state, 'endedBy', e.name, 'endedAtMs', floor(extract(epoch from c.ended_at) * 1000)) order by c.ordinal)
        from care_step c left join item i on i.id = c.item_id left join staff e on e.id = c.ended_by where c.plan_id = p.id) as steps
    from care_plan p join member m on m.id = p.member_id
    where p.member_id = any(${recordsOf(memberId)}) and (${planId}::uuid is null or p.id = ${planId}::uuid)
    order by p.created_at desc, p.id desc limit 50`.execute(ctx.db)
  return { items: rows.flatMap((row) => openPlan(ctx, row) ?? []) }
}

function openPlan(ctx: ReadCtx, row: PlanRow): CarePlan | null {
  const key = keyOfPerson(ctx.brand, { id: row.member_id, person_key: row.person_key })
  if (key === null) return null
  const words = JSON.parse(key.open(`care_plan|${row.id}`, row.words_enc)) as { title: string; aim: string }
  return {
    id: row.id,
    memberId: row.member_id,
    ...words,
    assessmentId: row.assessment_id,
    adviser: row.adviser,
    state: row.state,
    steps: row.steps.map(({ noteHex, endedAtMs, ...step }) => ({
      ...step,
      note: noteHex === null ? '' : key.open(`care_step|${step.id}`, Buffer.from(noteHex, 'hex')),
      endedAt: endedAtMs === null ? null : Temporal.Instant.fromEpochMilliseconds(endedAtMs).toString(),
    })),
    createdAt: row.created_at.toString(),
    version: row.version,
  }
}

interface DueRow {
  id: string
  plan_id: string
  member_id: string
  person_key: Buffer | null
  words_enc: Buffer
  item_name: string | null
  due_on: string
  adviser_name: string | null
}

/** Steps due up to a day, the longest overdue first. */
export async function listDueSteps(
  ctx: ReadCtx,
  filter: { until: string; adviserId?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const cursor = decodeCursor(filter.cursor, 2)
  const { rows } = await sql<DueRow>`
    select c.id, c.plan_id, p.member_id, m.person_key, p.words_enc, i.name as item_name, c.due_on, s.name as adviser_name
    from care_step c join care_plan p on p.id = c.plan_id and p.state = 'open' join member m on m.id = p.member_id
    left join item i on i.id = c.item_id left join staff s on s.id = p.adviser_id
    where c.state = 'planned' and c.due_on <= ${filter.until}::date
      and (${filter.adviserId ?? null}::uuid is null or p.adviser_id = ${filter.adviserId ?? null}::uuid)
      and (${cursor?.[0] ?? null}::date is null or (c.due_on, c.id) > (${cursor?.[0] ?? null}::date, ${cursor?.[1] ?? null}::uuid))
    order by c.due_on, c.id limit ${filter.limit + 1}`.execute(ctx.db)
  const names = await openMemberNames(
    ctx,
    rows.map((r) => r.member_id),
  )
  return toPage(
    rows,
    filter.limit,
    (r) => {
      const key = keyOfPerson(ctx.brand, { id: r.member_id, person_key: r.person_key })
      const words = key === null ? { title: '' } : (JSON.parse(key.open(`care_plan|${r.plan_id}`, r.words_enc)) as { title: string })
      return {
        stepId: r.id,
        planId: r.plan_id,
        memberId: r.member_id,
        memberName: names.get(r.member_id)?.name ?? null,
        memberNumber: names.get(r.member_id)?.number ?? '',
        title: words.title,
        itemName: r.item_name,
        dueOn: r.due_on,
        adviserName: r.adviser_name,
      }
    },
    (r) => [r.due_on, r.id],
  )
}
