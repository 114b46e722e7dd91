/** Wire schemas of assessments and care plans. */
import { z } from 'zod'
import { pageOf } from '../../platform/pages.ts'

export const uuid = z.uuid()
const key = z.string().regex(/^[a-z0-9_]{1,40}$/)
const label = z.string().trim().min(1).max(60)

export const question = z.object({
  key,
  label,
  answers: z
    .array(z.object({ key, label, score: z.number().int().min(0).max(100) }))
    .min(2)
    .max(10),
})
/** Holds from this score up to the next band's. */
export const band = z.object({ fromScore: z.number().int().min(0).max(10_000), label, advice: z.string().trim().max(300) })

export const template = z
  .object({
    id: uuid,
    key,
    version: z.number().int(),
    name: z.string(),
    questions: z.array(question),
    bands: z.array(band),
    isActive: z.boolean(),
  })
  .meta({ id: 'AssessmentTemplate' })
export const templateList = z.object({ items: z.array(template) })
export const newTemplate = z
  .object({
    key,
    name: z.string().trim().min(1).max(40),
    questions: z.array(question).min(1).max(30),
    bands: z.array(band).min(1).max(10),
    isActive: z.boolean().default(true),
    /** The version that was changed, 0 for a questionnaire that is new: refused when there is another by now. Left out: whatever there is. */
    basedOn: z.number().int().min(0).optional(),
  })
  .meta({ id: 'NewAssessmentTemplate' })

export const newAssessment = z
  .object({
    templateId: uuid,
    storeId: uuid,
    /** The key of the answer, by the key of the question. */
    answers: z.record(key, key),
    notes: z.string().trim().max(2000).default(''),
  })
  .meta({ id: 'NewAssessment' })

export const assessment = z
  .object({
    id: uuid,
    memberId: uuid,
    template: z.object({ id: uuid, key, name: z.string(), version: z.number().int() }),
    answers: z.array(z.object({ question: z.string(), answer: z.string(), score: z.number().int() })),
    score: z.number().int(),
    /** The highest score there is. */
    maxScore: z.number().int(),
    band: z.string(),
    advice: z.string(),
    notes: z.string(),
    beforePhotoId: uuid.nullable(),
    afterPhotoId: uuid.nullable(),
    takenBy: z.string().nullable(),
    takenAt: z.string(),
  })
  .meta({ id: 'Assessment' })
export const assessmentList = z.object({ items: z.array(assessment) })

const stepWords = { itemId: uuid.nullable().default(null), note: z.string().trim().max(300).default(''), dueOn: z.iso.date() }
export const newCarePlan = z
  .object({
    storeId: uuid,
    title: z.string().trim().min(1).max(60),
    aim: z.string().trim().max(1000).default(''),
    assessmentId: uuid.nullable().default(null),
    /** Who looks after it; the member's adviser when left out. */
    adviserId: uuid.nullable().optional(),
    steps: z.array(z.object(stepWords)).min(1).max(40),
  })
  .meta({ id: 'NewCarePlan' })

export const careStep = z.object({
  id: uuid,
  itemId: uuid.nullable(),
  itemName: z.string().nullable(),
  note: z.string(),
  dueOn: z.string(),
  state: z.enum(['planned', 'done', 'skipped']),
  endedBy: z.string().nullable(),
  endedAt: z.string().nullable(),
})
export const carePlan = z
  .object({
    id: uuid,
    memberId: uuid,
    title: z.string(),
    aim: z.string(),
    assessmentId: uuid.nullable(),
    adviser: z.object({ id: uuid, name: z.string() }).nullable(),
    state: z.enum(['open', 'done', 'stopped']),
    steps: z.array(careStep),
    createdAt: z.string(),
    version: z.number().int(),
  })
  .meta({ id: 'CarePlan' })
export const carePlanList = z.object({ items: z.array(carePlan) })
export const carePlanState = z.object({ state: z.enum(['open', 'stopped']) })
export const careStepEnd = z.object({ state: z.enum(['done', 'skipped']) })

export const dueStep = z
  .object({
    stepId: uuid,
    planId: uuid,
    memberId: uuid,
    memberName: z.string().nullable(),
    memberNumber: z.string(),
    title: z.string(),
    itemName: z.string().nullable(),
    dueOn: z.string(),
    adviserName: z.string().nullable(),
  })
  .meta({ id: 'DueCareStep' })
export const dueStepPage = pageOf(dueStep)

export type Template = z.output<typeof template>
export type NewTemplate = z.output<typeof newTemplate>
export type NewAssessment = z.input<typeof newAssessment>
export type Assessment = z.output<typeof assessment>
export type NewCarePlan = z.input<typeof newCarePlan>
export type CarePlan = z.output<typeof carePlan>
