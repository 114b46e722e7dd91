import Button from 'antd/es/button'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import SignaturePad from 'signature_pad'
import styles from './contracts.module.css'

/** Ink on paper, whatever the pages look like: it is kept, and printed, as it was drawn. */
const INK = '#1c1a1b'
const PAPER = '#ffffff'

interface SignatureFieldProps {
  /** PNG in base64 as soon as something is drawn, null when it is empty again. */
  onChange: (signature: string | null) => void
}

/** Where the customer signs, with a finger, a pen or a mouse. */
export function SignatureField({ onChange }: SignatureFieldProps) {
  const { t } = useTranslation('contracts')
  const canvas = useRef<HTMLCanvasElement>(null)
  const pad = useRef<SignaturePad | null>(null)
  const tell = useRef(onChange)
  tell.current = onChange
  const [isEmpty, setEmpty] = useState(true)
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    // As many dots as the screen has, up to two for each of ours: fine enough to read, small enough to send.
    const ratio = Math.min(2, Math.max(1, window.devicePixelRatio))
    element.width = element.offsetWidth * ratio
    element.height = element.offsetHeight * ratio
    element.getContext('2d')?.scale(ratio, ratio)
    const drawing = new SignaturePad(element, { penColor: INK, backgroundColor: PAPER, minWidth: 1, maxWidth: 3 })
    drawing.addEventListener('endStroke', () => {
      setEmpty(false)
      tell.current(drawing.toDataURL('image/png').split(',')[1] ?? null)
    })
    pad.current = drawing
    return () => drawing.off()
  }, [])
  const clear = () => {
    pad.current?.clear()
    setEmpty(true)
    onChange(null)
  }
  return (
    <div className={styles.signature}>
      <canvas ref={canvas} className={styles.canvas} aria-label={t('signature.here')} role="img" />
      {isEmpty && (
        <span className={styles.hint} aria-hidden="true">
          {t('signature.here')}
        </span>
      )}
      <Button size="small" className={styles.clear} disabled={isEmpty} onClick={clear}>
        {t('signature.again')}
      </Button>
    </div>
  )
}
