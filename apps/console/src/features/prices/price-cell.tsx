import Input from 'antd/es/input'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { parseYuan } from '../../lib/money.ts'
import { setPending, usePending } from './pending.ts'
import styles from './prices.module.css'

interface PriceCellProps {
  item: { id: string; name: string }
  /** Null is the brand's price. */
  storeId: string | null
  where: string
  currentFen: number | null
  isEditable: boolean
}

/** A price in a table; typed over, it waits for the next version of the book and shows before → after. */
export function PriceCell({ item, storeId, where, currentFen, isEditable }: PriceCellProps) {
  const { t } = useTranslation('prices')
  const waiting = usePending().find((p) => p.itemId === item.id && p.storeId === storeId)
  const [typed, setTyped] = useState<string | null>(null)
  const shown = waiting ? waiting.toFen : currentFen
  if (!isEditable) return currentFen === null ? <span className={styles.none}>—</span> : <Money fen={currentFen} />
  const commit = () => {
    const toFen = typed?.trim() === '' ? null : parseYuan(typed ?? '')
    const isEmpty = typed?.trim() === ''
    // The brand's price cannot be taken away, and what is no amount changes nothing.
    if (typed !== null && (isEmpty ? storeId !== null : toFen !== null))
      setPending({ itemId: item.id, itemName: item.name, storeId, fromFen: currentFen, toFen })
    setTyped(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Enter') commit()
    else if (event.key === 'Escape') setTyped(null)
  }
  if (typed !== null) {
    return (
      <Input
        className={styles.input}
        autoFocus
        inputMode="decimal"
        prefix="￥"
        aria-label={t('priceOf', { name: item.name, where })}
        status={typed.trim() !== '' && parseYuan(typed) === null ? 'error' : ''}
        value={typed}
        onChange={(e) => setTyped(e.target.value)}
        onFocus={(e) => e.target.select()}
        onClick={(e) => e.stopPropagation()}
        onKeyDown={onKeyDown}
        onBlur={commit}
      />
    )
  }
  return (
    <button
      type="button"
      className={waiting ? styles.cellWaiting : styles.cell}
      title={t('changeHint')}
      onClick={(e) => {
        e.stopPropagation()
        setTyped(shown === null ? '' : String(shown / 100))
      }}
    >
      <span className="yb-visually-hidden">{t('changePriceOf', { name: item.name, where })} </span>
      {waiting && currentFen !== null && (
        <>
          <Money fen={currentFen} tone="struck" /> →{' '}
        </>
      )}
      {shown === null ? <span className={styles.none}>{storeId === null ? t('noPrice') : t('asBrand')}</span> : <Money fen={shown} />}
    </button>
  )
}
