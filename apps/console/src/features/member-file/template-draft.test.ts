import { expect, test } from 'vitest'
import { draftOf, faultsOf, freshKey, maxScoreOf, movedUp, newQuestion, publicationOf, type Template } from './template-draft.ts'

const scalp: Template = {
  id: 'x',
  key: 'scalp',
  version: 3,
  name: '头皮检测',
  isActive: true,
  questions: [
    {
      key: 'oil',
      label: '洗后多久出油',
      answers: [
        { key: 'a1', label: '两天以上', score: 0 },
        { key: 'a2', label: '当天', score: 3 },
      ],
    },
    {
      key: 'itch',
      label: '瘙痒',
      answers: [
        { key: 'a1', label: '没有', score: 0 },
        { key: 'a2', label: '经常', score: 4 },
      ],
    },
  ],
  bands: [
    { fromScore: 0, label: '健康', advice: '' },
    { fromScore: 5, label: '需要护理', advice: '两周一次' },
  ],
}

test('what is opened and published unchanged is the same, and names the version it was made from', () => {
  const { id: _id, version, ...content } = scalp
  expect(faultsOf(draftOf(scalp))).toEqual({})
  expect(publicationOf(draftOf(scalp), scalp)).toEqual({ ...content, basedOn: version })
})

test('a new one says what it lacks, field by field', () => {
  expect(faultsOf(draftOf(null))).toEqual({
    name: 'required',
    q1: 'required',
    'q1.a1': 'required',
    'q1.a2': 'required',
    'q1.a2.score': 'score',
    b1: 'required',
  })
})

test('bands begin at nothing, rise, and can be reached', () => {
  const draft = draftOf(scalp)
  const [low, high] = draft.bands
  if (!low || !high) throw new Error('no bands')
  const wrong = (first: string, second: string) =>
    faultsOf({
      ...draft,
      bands: [
        { ...low, from: first },
        { ...high, from: second },
      ],
    })
  expect(maxScoreOf(draft.questions)).toBe(7)
  expect(wrong('0', '7')).toEqual({})
  expect(wrong('1', '5')).toEqual({ 'b1.from': 'fromZero' })
  expect(wrong('0', '0')).toEqual({ 'b2.from': 'rising' })
  expect(wrong('0', '8')).toEqual({ 'b2.from': 'beyond' })
  expect(wrong('', '5')).toEqual({ 'b1.from': 'score' })
})

test('a score is a whole number up to a hundred', () => {
  const draft = draftOf(scalp)
  const scored = (score: string) => {
    const questions = draft.questions.map((q) => ({ ...q, answers: q.answers.map((a) => ({ ...a, score })) }))
    return Object.values(faultsOf({ ...draft, questions, bands: draft.bands.slice(0, 1) }))
  }
  expect(scored('100')).toEqual([])
  for (const score of ['101', '1.5', '-1', '', '一']) expect(scored(score)).toEqual(['score', 'score', 'score', 'score'])
})

test('a key is never given twice, also after one in the middle went', () => {
  expect(freshKey('q', [{ key: 'q1' }, { key: 'q3' }])).toBe('q4')
  const [first] = [newQuestion([])]
  expect(newQuestion([first]).key).toBe('q2')
})

test('a row moves up by one place, the first stays', () => {
  expect(movedUp(['a', 'b', 'c'], 2)).toEqual(['a', 'c', 'b'])
  expect(movedUp(['a', 'b'], 0)).toEqual(['a', 'b'])
})
