import { useQuery } from '@tanstack/react-query'
import type { Quote } from '@yunbin/api-client'
import Select from 'antd/es/select'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { formatFenShort } from '../../lib/money.ts'
import { findItems } from '../desk/find.ts'
import { catalogQuery } from '../desk/queries.ts'
import styles from '../tickets/tickets.module.css'
import { type Good, withGood } from './exchange-draft.ts'

interface TakenGoodsProps {
  storeId: string
  goods: readonly Good[]
  /** What the server asks for them; absent until it was asked. */
  quote: Quote | undefined
  onChange: (goods: Good[]) => void
}

/** What goes out instead: found by name, initials, code or barcode, each in its quantity. */
export function TakenGoods({ storeId, goods, quote, onChange }: TakenGoodsProps) {
  const { t } = useTranslation('exchange')
  const [typed, setTyped] = useState('')
  const catalog = useQuery(catalogQuery(storeId))
  const products = (catalog.data?.items ?? []).filter((item) => item.kind === 'product')
  const shown = typed.trim() === '' ? products.slice(0, 20) : findItems(products, typed, 20)
  return (
    <div className={styles.stack}>
      <Select<string, { value: string; label: string }>
        aria-label={t('find')}
        placeholder={t('findHint')}
        size="large"
        value={null as never}
        showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
        loading={catalog.isPending}
        notFoundContent={t('nothingFound')}
        onSelect={(itemId: string) => {
          setTyped('')
          onChange(withGood(goods, itemId, 1))
        }}
        options={shown.map((item) => ({
          value: item.id,
          label: item.priceFen === null ? item.name : `${item.name} · ${formatFenShort(item.priceFen)}`,
        }))}
      />
      {goods.length > 0 && (
        <div className={styles.lines}>
          {goods.map((good) => (
            <GoodRow
              key={good.itemId}
              name={products.find((item) => item.id === good.itemId)?.name ?? '—'}
              quantity={good.quantity}
              line={quote?.lines.find((line) => line.itemId === good.itemId)}
              onStep={(by) => onChange(withGood(goods, good.itemId, by))}
            />
          ))}
        </div>
      )}
    </div>
  )
}

interface GoodRowProps {
  name: string
  quantity: number
  line: Quote['lines'][number] | undefined
  onStep: (by: 1 | -1) => void
}

function GoodRow({ name, quantity, line, onStep }: GoodRowProps) {
  const { t } = useTranslation('exchange')
  return (
    <div className={styles.pick}>
      <div className={styles.pickName}>
        <strong className="yb-truncate" title={name}>
          {name}
        </strong>
        {line && line.listFen !== line.netFen && <span>{t('insteadOf', { fen: line.listFen })}</span>}
      </div>
      <div className={styles.stepper}>
        <button type="button" aria-label={t('less', { name })} onClick={() => onStep(-1)}>
          −
        </button>
        <output aria-live="polite">{quantity}</output>
        <button type="button" aria-label={t('more', { name })} onClick={() => onStep(1)}>
          +
        </button>
      </div>
      <div className={styles.amount}>{line ? <Money fen={line.netFen} /> : '···'}</div>
    </div>
  )
}
