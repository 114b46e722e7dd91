import { FilterOutlined } from '@ant-design/icons'
import Button from 'antd/es/button'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PHONE, useMedia } from '../lib/use-media.ts'
import styles from './page-body.module.css'

/** What stands below the header: one column, as wide as its content can be read. */
export function PageBody({ width = 'wide', children }: { width?: 'narrow' | 'wide'; children: ReactNode }) {
  return <div className={`${styles.body} ${styles[width]}`}>{children}</div>
}

interface FiltersProps {
  children?: ReactNode
  /** What a phone has no room for: there it stands behind a button that says how many of it are in use. */
  folded?: { inUse: number; children: ReactNode }
}

/** Search and filters above a list. */
export function Filters({ children, folded }: FiltersProps) {
  const { t } = useTranslation('common')
  const isPhone = useMedia(PHONE)
  const [isOpen, setOpen] = useState(false)
  return (
    <search className={styles.filters}>
      {children}
      {folded && isPhone && (
        <Button aria-expanded={isOpen} icon={<FilterOutlined />} onClick={() => setOpen(!isOpen)}>
          {folded.inUse > 0 ? t('filter.inUse', { count: folded.inUse }) : t('filter.title')}
        </Button>
      )}
      {(!isPhone || isOpen) && folded?.children}
    </search>
  )
}

interface SectionProps {
  title: ReactNode
  note?: ReactNode
  side?: ReactNode
  card?: boolean
  children: ReactNode
}

export function Section({ title, note, side, card = false, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>{title}</h2>
        {note && <span className={styles.note}>{note}</span>}
        {side && <div className={styles.side}>{side}</div>}
      </div>
      {card ? <div className={styles.card}>{children}</div> : children}
    </section>
  )
}

export interface Fact {
  key: string
  label: ReactNode
  value: ReactNode
  isTotal?: boolean
}

/** Names on the left, values on the right, the sum in bold. */
export function Facts({ facts }: { facts: readonly (Fact | false | null | undefined)[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact.key} className={fact.isTotal ? styles.total : undefined}>
              <dt>{fact.label}</dt>
              <dd>{fact.value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

export type Tone = 'neutral' | 'brand' | 'done' | 'attention' | 'danger'

/** One word of state; the word says it, the colour only helps. */
export function Tag({ tone = 'neutral', children, title }: { tone?: Tone; children: ReactNode; title?: string | undefined }) {
  return (
    <span className={`${styles.tag} ${styles[tone]}`} title={title}>
      {children}
    </span>
  )
}
