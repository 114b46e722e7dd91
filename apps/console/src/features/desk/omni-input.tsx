import { SearchOutlined, UserAddOutlined } from '@ant-design/icons'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { digitOf } from './commands.ts'
import { useDesk } from './desk-context.tsx'
import styles from './omni.module.css'
import { type Found, useFound, usePick } from './use-found.ts'
import { useHeldOut } from './use-held-out.ts'

/** The one input of the desk: phone, last four, pinyin, name, member number, code, barcode, or the number of a tile. */
export function OmniInput({ tileCount, onTile }: { tileCount: number; onTile: (number: number) => void }) {
  const { t } = useTranslation('desk')
  const { input, dialog, mode, setMode } = useDesk()
  const lineKey = useLineKeys()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const type = (typed: string) => {
    setText(typed)
    setActive(0)
  }
  const { found, isSearching } = useFound(text, tileCount)
  const pick = usePick(onTile)
  const heldOut = useHeldOut()

  const take = (choice: Found | undefined) => {
    if (!choice) return
    pick(choice, text)
    type('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const handled = text === '' ? lineKey(event) : listKey(event)
    if (handled) event.preventDefault()
  }
  const listKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && heldOut.take(text)) type('')
    else if (event.key === 'Enter') take(found[active])
    else if (event.key === 'ArrowDown') setActive(Math.min(found.length - 1, active + 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1))
    else if (event.key === 'Escape') type('')
    else return false
    return true
  }
  useAltDigits(dialog === null && mode === 'sell', onTile)

  const open = text.trim() !== ''
  return (
    <div className={styles.omni}>
      <SearchOutlined className={styles.icon} aria-hidden="true" />
      <input
        ref={input}
        className={styles.input}
        value={text}
        placeholder={t('find.placeholder')}
        aria-label={t('find.placeholder')}
        role="combobox"
        aria-expanded={open}
        aria-controls="omni-found"
        aria-activedescendant={open && found[active] ? `omni-${active}` : undefined}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: the desk is worked from this input, nobody should have to click into it
        autoFocus
        onFocus={() => mode === 'pay' && setMode('sell')}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        maxLength={60}
      />
      <kbd className={styles.hint}>F2</kbd>
      {open && <FoundList found={found} active={active} isSearching={isSearching} onTake={take} onHover={setActive} />}
    </div>
  )
}

interface FoundListProps {
  found: readonly Found[]
  active: number
  isSearching: boolean
  onTake: (choice: Found) => void
  onHover: (index: number) => void
}

function FoundList({ found, active, isSearching, onTake, onHover }: FoundListProps) {
  const { t } = useTranslation('desk')
  return (
    <div className={styles.found} id="omni-found" role="listbox" aria-label={t('find.results')}>
      {found.map((choice, index) => (
        <FoundRow
          key={choice.key}
          choice={choice}
          index={index}
          active={index === active}
          onTake={() => onTake(choice)}
          onHover={() => onHover(index)}
        />
      ))}
      {isSearching && <div className={styles.note}>{t('find.searching')}</div>}
    </div>
  )
}

function FoundRow({
  choice,
  index,
  active,
  onTake,
  onHover,
}: {
  choice: Found
  index: number
  active: boolean
  onTake: () => void
  onHover: () => void
}) {
  const { t } = useTranslation('desk')
  return (
    <div
      id={`omni-${index}`}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className={styles.row}
      onMouseEnter={onHover}
      // Before the input loses the focus, so that typing goes on afterwards.
      onMouseDown={(event) => {
        event.preventDefault()
        onTake()
      }}
    >
      <span className={styles.type}>{t(`find.type.${choice.type}`)}</span>
      <FoundText choice={choice} />
      {active && <kbd>⏎</kbd>}
    </div>
  )
}

function FoundText({ choice }: { choice: Found }) {
  const { t } = useTranslation('desk')
  switch (choice.type) {
    case 'member':
      return (
        <span className={styles.text}>
          <strong>{choice.member.name ?? choice.member.number}</strong>
          <span>{choice.member.phone ?? t('common:member.noPhone')}</span>
          <span>{choice.member.level.name}</span>
          {choice.member.foundCard && (
            <span>{t(`find.card.${choice.member.foundCard.state}`, { number: choice.member.foundCard.number })}</span>
          )}
        </span>
      )
    case 'enrol':
      return (
        <span className={styles.text}>
          <strong>
            <UserAddOutlined aria-hidden="true" /> {t('find.enrol', { text: choice.text })}
          </strong>
        </span>
      )
    case 'tile':
      return (
        <span className={styles.text}>
          <strong>{t('find.tile', { number: choice.number })}</strong>
        </span>
      )
    default:
      return (
        <span className={styles.text}>
          <strong>{choice.item.name}</strong>
          <span>{choice.item.code}</span>
          {choice.item.priceFen !== null && <Money fen={choice.item.priceFen} />}
        </span>
      )
  }
}

/** Alt with a digit takes a tile even while a name is half typed. */
function useAltDigits(enabled: boolean, onTile: (number: number) => void): void {
  useEffect(() => {
    if (!enabled) return
    const onKey = (event: globalThis.KeyboardEvent) => {
      const number = digitOf(event)
      if (number === null) return
      event.preventDefault()
      onTile(number)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [enabled, onTile])
}

/** With nothing typed the input steers the ticket: arrows walk it, plus and minus count, Delete takes a line off. */
function useLineKeys(): (event: KeyboardEvent) => boolean {
  const { state, dispatch } = useDesk()
  const key = state.selectedKey
  return (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') dispatch({ type: 'selectNext', step: event.key === 'ArrowDown' ? 1 : -1 })
    else if (!key) return false
    else if (event.key === 'Delete') dispatch({ type: 'remove', key })
    else if (event.key === '+' || event.key === '-') {
      const quantity = state.lines.find((l) => l.key === key)?.quantity ?? 1
      dispatch({ type: 'quantity', key, quantity: Math.max(1, quantity + (event.key === '+' ? 1 : -1)) })
    } else return false
    return true
  }
}
