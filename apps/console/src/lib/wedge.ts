/**
 * A scanner is a keyboard that types faster than anybody and ends with Enter. This hears keys and says when they were a scan; pure, so
 * that it can be tried out with every rhythm.
 */

/** Between two keys of a scanner pass less milliseconds than this; between two of the fastest typist, more. */
export const GAP_MS = 35
/** Shorter bursts are two keys hit at once, or a word that rolled off the fingers. */
export const MIN_LENGTH = 5

export interface Stroke {
  key: string
  /** When, in milliseconds of one clock. */
  at: number
  /** An input method is composing: these keys are not what will be typed. */
  isComposing: boolean
  /** A key held down repeats as fast as a scanner. */
  isRepeat: boolean
  /** Control, Alt or Command: a command, not a letter. */
  hasModifier: boolean
}

export function strokeOf(event: KeyboardEvent): Stroke {
  return {
    key: event.key,
    at: event.timeStamp,
    isComposing: event.isComposing || event.key === 'Process',
    isRepeat: event.repeat,
    hasModifier: event.ctrlKey || event.altKey || event.metaKey,
  }
}

/** Keys that came one right behind the other. */
export interface Burst {
  text: string
  lastAt: number
}

export interface Heard {
  burst: Burst | null
  /** The code, once its Enter has come. */
  code: string | null
}

const NOTHING: Heard = { burst: null, code: null }

export function hear(burst: Burst | null, stroke: Stroke): Heard {
  if (stroke.key === 'Shift') return { burst, code: null }
  if (stroke.isComposing || stroke.isRepeat || stroke.hasModifier) return NOTHING
  const follows = burst !== null && stroke.at - burst.lastAt < GAP_MS
  if (stroke.key === 'Enter') return { burst: null, code: follows && isCode(burst.text) ? burst.text : null }
  if ([...stroke.key].length !== 1) return NOTHING
  return { burst: { text: follows ? burst.text + stroke.key : stroke.key, lastAt: stroke.at }, code: null }
}

/** Small letters alone are a word of somebody with quick fingers: every code has a digit or a capital. */
function isCode(text: string): boolean {
  return text.length >= MIN_LENGTH && /[0-9A-Z]/.test(text)
}
