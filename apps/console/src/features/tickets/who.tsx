import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { type Fact, Facts, Section } from '../../components/page-body.tsx'
import type { Schema } from '../../lib/schema.ts'

type Ticket = Schema<'Ticket'>

/** Who is behind a tender, as far as it is not the bill's own member; whose account; what the deposit was for; the word for a guest. */
export interface Payer {
  memberId: string | null
  /** Of outside money. */
  payerId?: string | null
  memberName: string | null
  sourceName: string | null
  reference?: string
}

export function payerOf(tender: Payer, ownId: string | null): string | null {
  const who = tender.memberId ?? tender.payerId ?? null
  if (who !== null && who !== ownId) return tender.memberName
  return tender.sourceName ?? (tender.reference || null)
}

/** What came back and paid is called after what it was: goods, or a visit that became the first of a pass. */
export function tenderWord(kind: string, isUpgrade = false): string {
  return kind === 'exchange' && isUpgrade ? 'upgrade' : kind
}

/** 储值 · 周兰 */
export function useTenderName(): (tender: Payer & { kind: string }, ownId: string | null) => string {
  const { t } = useTranslation(['tickets', 'trade'])
  return (tender, ownId) => [t(`trade:tender.${tender.kind}`), payerOf(tender, ownId)].filter(Boolean).join(' · ')
}

interface WhoseLineProps {
  line: { memberName: string | null; guest: string }
  /** Stands behind other words. */
  isAfter?: boolean
}

/** Whose line it is, where it is not the bill's member's. */
export function WhoseLine({ line, isAfter = false }: WhoseLineProps) {
  const { t } = useTranslation('tickets')
  const name = line.memberName ?? line.guest
  return name === '' ? null : (
    <span>
      {isAfter && ' · '}
      {t('whoseLine', { name })}
    </span>
  )
}

/** Whose wallet a lot is in, where a document moves lots of several people. */
export function useLotOwner(lots: readonly { memberId: string }[]): (lot: { memberId: string; memberName: string | null }) => ReactNode {
  const { t } = useTranslation('tickets')
  const isOfSeveral = new Set(lots.map((l) => l.memberId)).size > 1
  return (lot) => (isOfSeveral && lot.memberName ? <div>{t('whoseWallet', { name: lot.memberName })}</div> : null)
}

interface Share {
  key: string
  name: string
  memberId: string | null
  fen: number
}

/** What each person paid, where several did: wallets and passes by their owner, accounts, guests; the rest was paid at the counter. */
export function sharesOf(ticket: Pick<Ticket, 'memberId' | 'memberName' | 'tenders'>): Share[] {
  const shares = new Map<string, Share>()
  for (const tender of ticket.tenders) {
    const memberId = tender.memberId ?? tender.payerId ?? tender.sourceMemberId
    const name = tender.memberName ?? (tender.kind === 'deposit' ? null : (tender.sourceName ?? (tender.reference || null)))
    const key = memberId ?? name ?? ''
    const before = shares.get(key)
    shares.set(key, { key, name: name ?? before?.name ?? '', memberId, fen: (before?.fen ?? 0) + tender.amountFen })
  }
  return [...shares.values()]
}

export function WhoPaid({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('tickets')
  const shares = sharesOf(ticket)
  if (shares.length < 2) return null
  return (
    <Section title={t('whoPaid')} card>
      <Facts
        facts={shares.map(
          (share): Fact => ({
            key: share.key,
            label: share.memberId ? (
              <Link to="/members/$memberId" params={{ memberId: share.memberId }}>
                {share.name}
              </Link>
            ) : (
              share.name || t('atCounter')
            ),
            value: <Money fen={share.fen} tone="strong" />,
          }),
        )}
      />
    </Section>
  )
}
