import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { groupsOf, withAbility } from './ability-groups.ts'

const all = ['read Member', 'update Member', 'read Report', 'export Report', 'manage Brand']

test('stand together by what they are about', () => {
  expect(groupsOf(all)).toEqual([
    { subject: 'Member', abilities: ['read Member', 'update Member'] },
    { subject: 'Report', abilities: ['read Report', 'export Report'] },
    { subject: 'Brand', abilities: ['manage Brand'] },
  ])
})

test('doing takes seeing along, and not seeing takes doing away', () => {
  expect(withAbility([], 'export Report', true, all)).toEqual(['read Report', 'export Report'])
  expect(withAbility([], 'manage Brand', true, all)).toEqual(['manage Brand'])
  expect(withAbility(all, 'read Member', false, all)).toEqual(['read Report', 'export Report', 'manage Brand'])
  expect(withAbility(all, 'export Report', false, all)).toEqual(['read Member', 'update Member', 'read Report', 'manage Brand'])
})

const server = join(import.meta.dirname, '../../../../server/src')
const wordsIn = (language: string, file: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../locales/${language}/${file}.json`), 'utf8'))

test('every ability and subject of the server has plain words in every language', () => {
  const source = readFileSync(join(server, 'modules/access/abilities.ts'), 'utf8')
  const table = source.slice(source.indexOf('ABILITIES = {'), source.indexOf('} as const'))
  const lines = [...table.matchAll(/^ {2}(\w+): \[([^\]]+)\]/gm)]
  const abilities = lines.flatMap(([, subject, actions]) => [...(actions ?? '').matchAll(/'(\w+)'/g)].map((m) => `${m[1]} ${subject}`))
  expect(abilities.length).toBeGreaterThan(20)
  for (const language of ['zh-CN', 'zh-TW', 'en']) {
    const words = wordsIn(language, 'roles')
    expect(
      abilities.filter((ability) => !words.ability[ability]),
      language,
    ).toEqual([])
    expect(
      lines.map(([, subject = '']) => subject).filter((subject) => !words.subject[subject]),
      language,
    ).toEqual([])
  }
})

test('every action that is written into the trail has plain words in every language', () => {
  const files = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ts$/.test(name) && !name.includes('.test.'))
  const actions = new Set<string>()
  for (const file of files) {
    const text = readFileSync(join(server, file), 'utf8')
    for (const [, call = ''] of text.matchAll(/\.audit\(\{\s*action: ([^,]+),/g))
      for (const [, word = ''] of call.matchAll(/'([a-z_.]+)'/g)) actions.add(word)
  }
  expect(actions.size).toBeGreaterThan(40)
  for (const language of ['zh-CN', 'zh-TW', 'en']) {
    const words = wordsIn(language, 'audit').action
    const known = (action: string) => action.split('.').reduce((node, part) => node?.[part], words)
    expect(
      [...actions].filter((action) => typeof known(action) !== 'string'),
      language,
    ).toEqual([])
  }
})
