import { useEffect, useRef } from 'react'
import { type CommandId, commandOf } from './commands.ts'
import { type Desk, useDesk } from './desk-context.tsx'
import { recallLast } from './desk-memory.ts'

/** Hears the keys of the desk wherever the focus is. Dialogs and the pay panel hear their own keys themselves. */
export function useDeskKeys(): void {
  const desk = useDesk()
  const latest = useRef(desk)
  latest.current = desk
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const now = latest.current
      const command = commandOf(event)
      if (command) {
        event.preventDefault()
        if (!event.repeat && now.dialog === null) run(command, now)
        return
      }
      if (event.key === 'Escape' && now.dialog === null && now.mode === 'pay') now.setMode('sell')
      else if (event.key === '?' && now.dialog === null && !isTyping(event.target)) now.open({ kind: 'keys' })
      else return
      event.preventDefault()
      now.focusInput()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

/** The `?` is a letter of a text that has begun; in an empty field it asks for help. */
function isTyping(target: EventTarget | null): boolean {
  return (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && target.value !== ''
}

function run(command: CommandId, desk: Desk): void {
  const { lines, selectedKey } = desk.state
  if (desk.mode === 'done') {
    if (command === 'new' || command === 'find') desk.startNew()
    return
  }
  if (command === 'find') {
    desk.setMode('sell')
    desk.focusInput()
  } else if (command === 'new') desk.startNew()
  else if (command === 'undo') desk.undo()
  else if (command === 'fetch') desk.open({ kind: 'held' })
  else if (command === 'last') openLast(desk)
  else if (command === 'drawer') desk.open({ kind: 'drawer' })
  else if (command === 'deposit') desk.open({ kind: 'deposit', key: null })
  // What follows acts on a bill that has begun.
  else if (lines.length === 0) return
  else if (command === 'hold') desk.open({ kind: 'hold' })
  else if (command === 'pay') desk.setMode('pay')
  else if (command === 'discount') desk.open({ kind: 'discount', key: selectedKey })
  else if (selectedKey) desk.open({ kind: command, key: selectedKey })
}

function openLast(desk: Desk): void {
  const ticketId = recallLast()
  if (ticketId) desk.open({ kind: 'receipt', ticketId })
}
