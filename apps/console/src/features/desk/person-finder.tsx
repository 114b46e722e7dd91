import { SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import type { MemberRow } from '@yunbin/api-client'
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MemberAvatar } from '../../components/member-avatar.tsx'
import { ProblemAlert } from '../../components/problem-alert.tsx'
import { useDebounced } from '../../lib/use-debounced.ts'
import { asksForMembers } from './find.ts'
import styles from './group.module.css'
import { memberSearchQuery } from './queries.ts'

export interface FinderChoice {
  key: string
  title: ReactNode
  note?: ReactNode
  icon: ReactNode
  isChosen?: boolean
  take: () => void
}

interface PersonFinderProps {
  label: string
  placeholder: string
  /** Offered before anything is typed. */
  choices: readonly FinderChoice[]
  /** What the typed text itself may mean, after the members it finds. */
  choiceOfText?: (text: string) => FinderChoice | null
  /** Members that are no answer here. */
  isLeftOut?: (member: MemberRow) => boolean
  onMember: (member: MemberRow) => void
  /** Enter on something that is no search; true when it was taken. */
  onText?: (text: string) => boolean
}

/** Finds somebody by phone, last four, name or pinyin; arrows walk, Enter takes. A press before the answer waits for it. */
export function PersonFinder(props: PersonFinderProps) {
  const { t } = useTranslation('group')
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const [wish, setWish] = useState(false)
  const { shown, isSearching, error } = useShown(props, text)
  const type = (typed: string) => {
    setText(typed)
    setActive(0)
    setWish(false)
  }
  useEffect(() => {
    if (!wish || isSearching) return
    setWish(false)
    shown[0]?.take()
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setActive(Math.min(shown.length - 1, active + 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1))
    else if (event.key === 'Enter') {
      if (props.onText?.(text)) type('')
      else if (isSearching) setWish(true)
      else shown[active]?.take()
    } else return
    event.preventDefault()
  }
  return (
    <div className={styles.finder}>
      <div className={styles.search}>
        <SearchOutlined className={styles.searchIcon} aria-hidden="true" />
        <input
          className={styles.searchInput}
          role="combobox"
          aria-expanded="true"
          aria-controls="person-found"
          aria-activedescendant={shown[active] ? `person-${active}` : undefined}
          aria-label={props.label}
          placeholder={props.placeholder}
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          // biome-ignore lint/a11y/noAutofocus: the dialog asks one question, and this is where it is answered
          autoFocus
          value={text}
          onChange={(e) => type(e.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={styles.found} id="person-found" role="listbox" aria-label={props.label}>
        {shown.map((choice, index) => (
          <Choice key={choice.key} choice={choice} index={index} isActive={index === active} onHover={() => setActive(index)} />
        ))}
        {isSearching && <div className={styles.soft}>{t('finder.searching')}</div>}
        {!isSearching && shown.length === 0 && text.trim() !== '' && <div className={styles.soft}>{t('finder.nobody')}</div>}
      </div>
      <ProblemAlert error={error} />
    </div>
  )
}

function Choice({ choice, index, isActive, onHover }: { choice: FinderChoice; index: number; isActive: boolean; onHover: () => void }) {
  return (
    <div
      id={`person-${index}`}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className={styles.choice}
      onMouseEnter={onHover}
      // Before the input loses the focus, so that typing can go on.
      onMouseDown={(event) => {
        event.preventDefault()
        choice.take()
      }}
    >
      {choice.icon}
      <span className={styles.choiceText}>
        <strong className="yb-truncate">{choice.title}</strong>
        {choice.note && <span className="yb-truncate">{choice.note}</span>}
      </span>
      {choice.isChosen && <span className={styles.chosen}>✓</span>}
      {isActive && <kbd>⏎</kbd>}
    </div>
  )
}

function useShown({ choices, choiceOfText, isLeftOut, onMember }: PersonFinderProps, text: string) {
  const { t } = useTranslation('common')
  const typed = text.trim()
  const asked = useDebounced(typed, 120)
  const wanted = asksForMembers(typed)
  const search = useQuery({ ...memberSearchQuery(asked), enabled: asksForMembers(asked) && asked === typed })
  const isSearching = wanted && (asked !== typed || search.isPending)
  if (typed === '') return { shown: choices, isSearching: false, error: null }
  const found = (wanted && asked === typed ? search.data?.items : undefined) ?? []
  const people = found
    .filter((m) => !isLeftOut?.(m))
    .map(
      (member): FinderChoice => ({
        key: member.id,
        title: member.name ?? member.number,
        note: [member.phone ?? t('common:member.noPhone'), member.level.name].join(' · '),
        icon: <MemberAvatar member={member} size="small" />,
        take: () => onMember(member),
      }),
    )
  const other = choiceOfText?.(typed) ?? null
  return { shown: other ? [...people, other] : people, isSearching, error: search.error }
}
