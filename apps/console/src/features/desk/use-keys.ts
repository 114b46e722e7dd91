import { useEffect, useRef } from 'react'
import { type CommandId, commandOf } from './commands.ts'
import { useDesk } from './desk-context.tsx'
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

function run(command: CommandId, desk: ReturnType<typeof useDesk>): void {
  const { state } = desk
  if (desk.mode === 'done') {
    if (command === 'new' || command === 'find') desk.startNew()
    return
  }
  switch (command) {
    case 'find':
      desk.setMode('sell')
      return desk.focusInput()
    case 'new':
      return desk.startNew()
    case 'undo':
      return desk.undo()
    case 'hold':
      return state.lines.length > 0 ? desk.open({ kind: 'hold' }) : undefined
    case 'fetch':
      return desk.open({ kind: 'held' })
    case 'pay':
      return state.lines.length > 0 ? desk.setMode('pay') : undefined
    case 'last': {
      const ticketId = recallLast()
      return ticketId ? desk.open({ kind: 'receipt', ticketId }) : undefined
    }
    case 'discount':
      return state.lines.length > 0 ? desk.open({ kind: 'discount', key: state.selectedKey }) : undefined
    case 'quantity':
    case 'performer':
      return state.selectedKey ? desk.open({ kind: command, key: state.selectedKey }) : undefined
  }
}
