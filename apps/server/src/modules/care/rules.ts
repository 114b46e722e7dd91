/** Pure rules of assessments: what a set of answers scores, and what that means. */
import type { NewTemplate, Template } from './schemas.ts'

export type Answers = Record<string, string>

export interface Result {
  score: number
  band: string
  advice: string
}

/** Scores answers: the sum of what each answer counts; the band is the highest that begins at or below it. Null when an answer is missing or unknown. */
export function scoreOf(template: Pick<Template, 'questions' | 'bands'>, answers: Answers): Result | null {
  if (Object.keys(answers).length !== template.questions.length) return null
  let score = 0
  for (const question of template.questions) {
    const answer = question.answers.find((a) => a.key === answers[question.key])
    if (!answer) return null
    score += answer.score
  }
  const band = template.bands.findLast((b) => b.fromScore <= score)
  return { score, band: band?.label ?? '', advice: band?.advice ?? '' }
}

export function maxScoreOf(template: Pick<Template, 'questions'>): number {
  return template.questions.reduce((sum, q) => sum + Math.max(...q.answers.map((a) => a.score)), 0)
}

/** Why a template makes no sense, or null: keys are told apart, bands rise from zero. */
export function templateFault(template: NewTemplate): 'question_twice' | 'answer_twice' | 'bands_unordered' | 'bands_from_zero' | null {
  const { questions, bands } = template
  if (new Set(questions.map((q) => q.key)).size !== questions.length) return 'question_twice'
  if (questions.some((q) => new Set(q.answers.map((a) => a.key)).size !== q.answers.length)) return 'answer_twice'
  if (bands[0]?.fromScore !== 0) return 'bands_from_zero'
  return bands.every((b, i) => i === 0 || b.fromScore > (bands[i - 1]?.fromScore ?? 0)) ? null : 'bands_unordered'
}
