import Input from 'antd/es/input'
import { useState } from 'react'
import { moneyParts, parseYuan } from '../../lib/money.ts'
import styles from './pay.module.css'

interface YuanInputProps {
  id: string
  /** What was typed; null leaves the field empty with `defaultFen` in grey. */
  valueFen: number | null
  defaultFen: number
  autoFocus?: boolean
  onChange: (fen: number | null) => void
}

/** Yuan as typed, fen as told; text that is no amount is marked and changes nothing. */
export function YuanInput({ id, valueFen, defaultFen, autoFocus = false, onChange }: YuanInputProps) {
  const [text, setText] = useState(valueFen === null ? '' : yuanText(valueFen))
  const [shown, setShown] = useState(valueFen)
  if (shown !== valueFen) {
    // Changed from outside, by a note button: the text follows.
    setShown(valueFen)
    if (parseYuan(text) !== valueFen) setText(valueFen === null ? '' : yuanText(valueFen))
  }
  const isWrong = text !== '' && parseYuan(text) === null
  return (
    <Input
      id={id}
      size="large"
      inputMode="decimal"
      autoComplete="off"
      autoFocus={autoFocus}
      prefix="￥"
      placeholder={yuanText(defaultFen)}
      value={text}
      {...(isWrong ? { status: 'error' as const } : {})}
      className={styles.yuan}
      onChange={(event) => {
        setText(event.target.value)
        const fen = parseYuan(event.target.value)
        if (event.target.value === '' || fen !== null) {
          setShown(fen)
          onChange(fen)
        }
      }}
    />
  )
}

function yuanText(fen: number): string {
  const { whole, fraction } = moneyParts(fen)
  return `${whole.replaceAll(',', '')}.${fraction}`
}
