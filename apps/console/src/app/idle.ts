/** When somebody last touched this till, in any of its tabs. */
import { useEffect } from 'react'

const TOUCHED = 'yunbin.touched'
const ASKED = 'yunbin:lock'
const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const
const LOOK_MS = 2_000
const NOTE_MS = 1_000

/** Closes the till: the button in the account menu, and nobody being there. */
export function askForLock(): void {
  window.dispatchEvent(new Event(ASKED))
}

export function onLockAsked(listener: () => void): () => void {
  window.addEventListener(ASKED, listener)
  return () => window.removeEventListener(ASKED, listener)
}

/** Whether `minutes` have passed since the last touch; a touch that seems to lie ahead is a clock that was set back. */
export function isIdleFor(minutes: number, touchedAt: number, now: number): boolean {
  return minutes > 0 && now - touchedAt >= minutes * 60_000
}

/** Calls back once nobody touched the till for so many minutes; 0: never. */
export function useIdle(minutes: number, onIdle: () => void): void {
  useEffect(() => {
    if (minutes === 0) return
    let noted = 0
    const touch = () => {
      const now = Date.now()
      if (now - noted < NOTE_MS) return
      noted = now
      localStorage.setItem(TOUCHED, String(now))
    }
    touch()
    for (const name of TOUCHES) window.addEventListener(name, touch, { passive: true, capture: true })
    const timer = window.setInterval(() => {
      if (isIdleFor(minutes, Number(localStorage.getItem(TOUCHED) ?? noted), Date.now())) onIdle()
    }, LOOK_MS)
    return () => {
      window.clearInterval(timer)
      for (const name of TOUCHES) window.removeEventListener(name, touch, { capture: true })
    }
  }, [minutes, onIdle])
}
