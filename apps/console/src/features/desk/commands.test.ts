import { expect, test } from 'vitest'
import { commandOf, commands, digitOf } from './commands.ts'

const key = (more: Partial<Parameters<typeof commandOf>[0]>) => ({
  key: '',
  code: '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...more,
})

test('function keys and Alt with a letter mean the same', () => {
  expect(commandOf(key({ key: 'F10', code: 'F10' }))).toBe('pay')
  expect(commandOf(key({ key: 'π', code: 'KeyP', altKey: true }))).toBe('pay')
})

test('plain letters belong to the input, and the browser keeps its own keys', () => {
  expect(commandOf(key({ key: 'p', code: 'KeyP' }))).toBeNull()
  expect(commandOf(key({ key: 'p', code: 'KeyP', ctrlKey: true }))).toBeNull()
  expect(commandOf(key({ key: 'z', code: 'KeyZ', ctrlKey: true }))).toBe('undo')
})

test('no two commands share a key', () => {
  const all = commands.flatMap((c) => [...c.keys, c.code])
  expect(new Set(all).size).toBe(all.length)
})

test('Alt with a digit picks by number', () => {
  expect(digitOf(key({ code: 'Digit3', altKey: true }))).toBe(3)
  expect(digitOf(key({ code: 'Digit0', altKey: true }))).toBe(10)
  expect(digitOf(key({ code: 'Digit3' }))).toBeNull()
})
