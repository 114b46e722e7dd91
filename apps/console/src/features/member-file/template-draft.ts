/** A questionnaire as it is written, and what has to be said of it before it can be published. Pure. */
import type { Schema } from '../../lib/schema.ts'

export type Template = Schema<'AssessmentTemplate'>
export type NewTemplate = Schema<'NewAssessmentTemplate'>

export interface AnswerDraft {
  key: string
  label: string
  score: string
}
export interface QuestionDraft {
  key: string
  label: string
  answers: AnswerDraft[]
}
export interface BandDraft {
  /** Tells the rows apart while they are written. */
  key: string
  from: string
  label: string
  advice: string
}
export interface TemplateDraft {
  name: string
  isActive: boolean
  questions: QuestionDraft[]
  bands: BandDraft[]
}

export const MOST = { questions: 30, answers: 10, bands: 10 }

/** The first name `q1`, `q2` … that nobody has. */
export function freshKey(prefix: string, taken: readonly { key: string }[]): string {
  let n = taken.length + 1
  while (taken.some((t) => t.key === `${prefix}${n}`)) n += 1
  return `${prefix}${n}`
}

export const newAnswer = (taken: readonly AnswerDraft[]): AnswerDraft => ({ key: freshKey('a', taken), label: '', score: '' })

/** A question with the two answers it needs at least: the first counts nothing. */
export function newQuestion(taken: readonly QuestionDraft[]): QuestionDraft {
  const first: AnswerDraft = { ...newAnswer([]), score: '0' }
  return { key: freshKey('q', taken), label: '', answers: [first, newAnswer([first])] }
}

export const newBand = (taken: readonly BandDraft[]): BandDraft => ({
  key: freshKey('b', taken),
  from: taken.length === 0 ? '0' : '',
  label: '',
  advice: '',
})

export function draftOf(template: Template | null): TemplateDraft {
  if (template === null) return { name: '', isActive: true, questions: [newQuestion([])], bands: [newBand([])] }
  return {
    name: template.name,
    isActive: template.isActive,
    questions: template.questions.map((q) => ({ ...q, answers: q.answers.map((a) => ({ ...a, score: String(a.score) })) })),
    bands: template.bands.map((b, index) => ({ key: `b${index + 1}`, from: String(b.fromScore), label: b.label, advice: b.advice })),
  }
}

const numberOf = (text: string, most: number) => (/^\d+$/.test(text) && Number(text) <= most ? Number(text) : null)

/** The most that the answers can add up to; answers without a number yet count nothing. */
export function maxScoreOf(questions: readonly QuestionDraft[]): number {
  return questions.reduce((sum, q) => sum + Math.max(0, ...q.answers.map((a) => numberOf(a.score, 100) ?? 0)), 0)
}

export type Fault = 'required' | 'score' | 'fromZero' | 'rising' | 'beyond'

/** What is wrong, by the path of the field: `name`, `q1`, `q1.a2`, `q1.a2.score`, `b1`, `b1.from`. */
export function faultsOf({ name, questions, bands }: TemplateDraft): Record<string, Fault> {
  const faults: Record<string, Fault> = {}
  const need = (path: string, text: string) => {
    if (text.trim() === '') faults[path] = 'required'
  }
  need('name', name)
  for (const question of questions) {
    need(question.key, question.label)
    for (const answer of question.answers) {
      const path = `${question.key}.${answer.key}`
      need(path, answer.label)
      if (numberOf(answer.score, 100) === null) faults[`${path}.score`] = 'score'
    }
  }
  const most = maxScoreOf(questions)
  let before = -1
  for (const [index, band] of bands.entries()) {
    need(band.key, band.label)
    const from = numberOf(band.from, 10_000)
    const path = `${band.key}.from`
    if (from === null) faults[path] = 'score'
    else if (index === 0 && from !== 0) faults[path] = 'fromZero'
    else if (from <= before) faults[path] = 'rising'
    else if (from > most && index > 0) faults[path] = 'beyond'
    before = from ?? before
  }
  return faults
}

/** A draft without faults, as the server takes it: the next version of a questionnaire, or the first of a new one. */
export function publicationOf(draft: TemplateDraft, known: Pick<Template, 'key' | 'version'>): NewTemplate {
  return {
    key: known.key,
    basedOn: known.version,
    name: draft.name.trim(),
    isActive: draft.isActive,
    questions: draft.questions.map((q) => ({
      key: q.key,
      label: q.label.trim(),
      answers: q.answers.map((a) => ({ key: a.key, label: a.label.trim(), score: Number(a.score) })),
    })),
    bands: draft.bands.map((b) => ({ fromScore: Number(b.from), label: b.label.trim(), advice: b.advice.trim() })),
  }
}

/** Changes the place of a row with the one before it. */
export function movedUp<Row>(rows: readonly Row[], index: number): Row[] {
  const [row, above] = [rows[index], rows[index - 1]]
  return row === undefined || above === undefined ? [...rows] : rows.toSpliced(index - 1, 2, row, above)
}
