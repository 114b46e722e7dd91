import Input from 'antd/es/input'
import Segmented from 'antd/es/segmented'
import Select from 'antd/es/select'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Filters } from '../../components/page-body.tsx'
import { useToday, useWorkplace } from '../session/session-context.tsx'
import styles from './figures.module.css'
import { presetOf, presets, type Span, spanOf } from './spans.ts'

interface SpanFilterProps {
  span: Span
  onSpan: (span: Span) => void
  children?: ReactNode
}

/** Which days: by name, or from one date to another. */
export function SpanFilter({ span, onSpan, children }: SpanFilterProps) {
  const { t } = useTranslation('dayReports')
  const today = useToday()
  const preset = presetOf(span, today)
  const date = (which: 'from' | 'to') => (
    <Input
      type="date"
      aria-label={t(`filter.${which}`)}
      title={t(`filter.${which}`)}
      style={{ width: 150 }}
      value={span[which]}
      onChange={(e) => {
        const day = e.target.value
        if (!day) return
        const other = which === 'from' ? span.to : span.from
        const isCrossed = which === 'from' ? day > other : day < other
        onSpan(isCrossed ? { from: day, to: day } : { ...span, [which]: day })
      }}
    />
  )
  return (
    <Filters>
      <Segmented
        className={styles.presets ?? ''}
        value={preset ?? ''}
        onChange={(value) => {
          const named = presets.find((p) => p === value)
          if (named) onSpan(spanOf(named, today))
        }}
        options={presets.map((value) => ({ value, label: t(`preset.${value}`) }))}
      />
      {date('from')}
      <span aria-hidden="true">–</span>
      {date('to')}
      {children}
    </Filters>
  )
}

export function StoreFilter({ storeId, onStore }: { storeId: string | undefined; onStore: (storeId: string | undefined) => void }) {
  const { t } = useTranslation('dayReports')
  const { session } = useWorkplace()
  if (session.stores.length < 2) return null
  return (
    <Select
      aria-label={t('filter.store')}
      allowClear
      placeholder={t('filter.allStores')}
      style={{ minWidth: 150 }}
      value={storeId}
      onChange={(value?: string) => onStore(value ?? undefined)}
      options={session.stores.map((s) => ({ value: s.id, label: s.name }))}
    />
  )
}
