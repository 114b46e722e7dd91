import type { ReactNode } from 'react'
import styles from './page-body.module.css'

/** What stands below the header: one column, as wide as its content can be read. */
export function PageBody({ width = 'wide', children }: { width?: 'narrow' | 'wide'; children: ReactNode }) {
  return <div className={`${styles.body} ${styles[width]}`}>{children}</div>
}

/** Search and filters above a list. */
export function Filters({ children }: { children: ReactNode }) {
  return <search className={styles.filters}>{children}</search>
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
