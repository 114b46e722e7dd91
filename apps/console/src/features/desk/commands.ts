/** Every act of the desk that has a key. The order is the order in which the help lists them. */
export const commands = [
  { id: 'find', keys: ['F2'], code: 'KeyF' },
  { id: 'new', keys: ['F3'], code: 'KeyN' },
  { id: 'performer', keys: ['F4'], code: 'KeyS' },
  { id: 'whose', keys: [], code: 'KeyW' },
  { id: 'quantity', keys: ['F6'], code: 'KeyQ' },
  { id: 'discount', keys: ['F7'], code: 'KeyD' },
  { id: 'hold', keys: ['F8'], code: 'KeyH' },
  { id: 'fetch', keys: ['F9'], code: 'KeyG' },
  { id: 'pay', keys: ['F10'], code: 'KeyP' },
  { id: 'last', keys: [], code: 'KeyR' },
  { id: 'deposit', keys: [], code: 'KeyT' },
  { id: 'drawer', keys: [], code: 'KeyO' },
  { id: 'undo', keys: [], code: 'KeyZ' },
] as const

export type CommandId = (typeof commands)[number]['id']

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>

/**
 * The command a key stroke means. Function keys are what tills are used to; Alt with a letter is the same for keyboards
 * that keep their function keys for brightness and sound. `code` is read instead of `key`, since Alt changes the letter on a Mac.
 */
export function commandOf(event: Key): CommandId | null {
  if (event.ctrlKey || event.metaKey) return !event.shiftKey && !event.altKey && event.code === 'KeyZ' ? 'undo' : null
  if (event.altKey) return commands.find((c) => c.code === event.code)?.id ?? null
  return commands.find((c) => (c.keys as readonly string[]).includes(event.key))?.id ?? null
}

/** Alt with a digit, wherever the focus is: 1–9, and 0 for the tenth. */
export function digitOf(event: Key): number | null {
  const match = event.altKey && !event.ctrlKey && !event.metaKey ? /^(?:Digit|Numpad)(\d)$/.exec(event.code) : null
  if (!match) return null
  return match[1] === '0' ? 10 : Number(match[1])
}

/** How the help writes a command's keys. */
export function keysOf(command: (typeof commands)[number]): string[] {
  const alt = `Alt+${command.code.slice(3)}`
  return [...command.keys, command.id === 'undo' ? 'Ctrl+Z' : alt]
}
