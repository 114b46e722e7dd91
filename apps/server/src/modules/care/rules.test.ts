import { describe, expect, it } from 'vitest'
import { DEFAULT_TEMPLATES } from './default-templates.ts'
import { maxScoreOf, scoreOf, templateFault } from './rules.ts'

const answer = (key: string, score: number) => ({ key, label: key, score })
const template = {
  questions: [
    { key: 'oil', label: '出油', answers: [answer('no', 0), answer('yes', 3)] },
    { key: 'itch', label: '痒', answers: [answer('no', 0), answer('yes', 2)] },
  ],
  bands: [
    { fromScore: 0, label: '健康', advice: '保持' },
    { fromScore: 3, label: '护理', advice: '两周一次' },
  ],
}

describe('an assessment', () => {
  it('scores the sum of its answers and falls into the band that begins at or below it', () => {
    expect(scoreOf(template, { oil: 'no', itch: 'yes' })).toEqual({ score: 2, band: '健康', advice: '保持' })
    expect(scoreOf(template, { oil: 'yes', itch: 'no' })).toEqual({ score: 3, band: '护理', advice: '两周一次' })
    expect(maxScoreOf(template)).toBe(5)
  })

  it('needs every answer, and only answers there are', () => {
    expect(scoreOf(template, { oil: 'yes' })).toBeNull()
    expect(scoreOf(template, { oil: 'yes', itch: 'maybe' })).toBeNull()
    expect(scoreOf(template, { oil: 'yes', itch: 'no', more: 'no' })).toBeNull()
  })
})

describe('a template', () => {
  const made = { key: 't', name: 'T', isActive: true, ...template }

  it('has keys told apart and bands that rise from zero', () => {
    const [oil, itch] = template.questions
    const [healthy, care] = template.bands
    if (!oil || !itch || !healthy || !care) throw new Error('the template is incomplete')
    expect(templateFault(made)).toBeNull()
    expect(templateFault({ ...made, questions: [oil, oil] })).toBe('question_twice')
    expect(templateFault({ ...made, questions: [{ ...oil, answers: [answer('a', 1), answer('a', 2)] }] })).toBe('answer_twice')
    expect(templateFault({ ...made, bands: [care] })).toBe('bands_from_zero')
    expect(templateFault({ ...made, bands: [healthy, { ...care, fromScore: 0 }] })).toBe('bands_unordered')
  })

  it('of a new shop makes sense', () => {
    expect(DEFAULT_TEMPLATES.map(templateFault)).toEqual([null, null])
  })
})
