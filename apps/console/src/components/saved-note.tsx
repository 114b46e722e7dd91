import Button from 'antd/es/button'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import form from './side-form.module.css'

/** Long enough to be read by whoever looks up from the keyboard. */
const SHOWN_MS = 10_000

interface Saved {
  /** The form that was saved last, for as long as it is said. */
  part: string | null
  tell: (part: string) => void
}

const SavedContext = createContext<Saved>({ part: null, tell: () => {} })

/** Remembers for a while what was saved on a page: a form that starts anew with what the server keeps now cannot do so itself. */
export function SavedNotes({ children }: { children: ReactNode }) {
  const [saved, setSaved] = useState<{ part: string } | null>(null)
  useEffect(() => {
    if (!saved) return
    const timer = setTimeout(() => setSaved(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [saved])
  const tell = useCallback((part: string) => setSaved({ part }), [])
  const value = useMemo<Saved>(() => ({ part: saved?.part ?? null, tell }), [saved, tell])
  return <SavedContext value={value}>{children}</SavedContext>
}

/** Says that a form was saved. */
export function useTellSaved(part: string): () => void {
  const { tell } = useContext(SavedContext)
  return useCallback(() => tell(part), [tell, part])
}

interface SaveRowProps {
  part: string
  isSaving: boolean
  isDisabled?: boolean
}

/** The end of a form among others on a page: its button, and that it was saved. */
export function SaveRow({ part, isSaving, isDisabled = false }: SaveRowProps) {
  const { t } = useTranslation('common')
  const { part: saved } = useContext(SavedContext)
  const note = useRef<HTMLSpanElement>(null)
  const isSaid = saved === part
  useEffect(() => {
    // The form that had the cursor is gone when it started anew: who works by keyboard goes on from here.
    if (isSaid && document.activeElement === document.body) note.current?.focus()
  }, [isSaid])
  return (
    <div className={form.saveRow}>
      <Button type="primary" htmlType="submit" disabled={isDisabled} loading={isSaving}>
        {t('save')}
      </Button>
      <span ref={note} role="status" tabIndex={-1} className={form.said}>
        {isSaid ? t('saved') : ''}
      </span>
    </div>
  )
}
