import type { ReactNode } from 'react'
import type { Trade } from './setup-draft.ts'

/** A drawing of the trade in two tones of the brand; it says nothing that the word below does not say. */
export function TradePicture({ trade }: { trade: Trade }) {
  return (
    <svg
      viewBox="0 0 96 72"
      width="96"
      height="72"
      fill="none"
      stroke="var(--yb-brand)"
      strokeWidth="2.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {pictures[trade]}
    </svg>
  )
}

const tint = 'var(--yb-brand-tint-strong)'

const pictures: Record<Trade, ReactNode> = {
  hair: (
    <>
      <circle cx="48" cy="36" r="30" fill={tint} stroke="none" />
      <circle cx="34" cy="54" r="7" />
      <circle cx="62" cy="54" r="7" />
      <path d="M38 48 60 12M58 48 36 12" />
    </>
  ),
  beauty: (
    <>
      <circle cx="48" cy="36" r="30" fill={tint} stroke="none" />
      <path d="M48 58c-10-6-16-14-16-24 7 1 13 5 16 12 3-7 9-11 16-12 0 10-6 18-16 24Z" />
      <path d="M48 46c-6-8-7-20 0-30 7 10 6 22 0 30Z" />
      <path d="M24 44c2 8 10 14 24 14s22-6 24-14" />
    </>
  ),
  nail: (
    <>
      <circle cx="48" cy="36" r="30" fill={tint} stroke="none" />
      <path d="M42 10h12v18H42z" />
      <path d="M38 34c0-4 4-6 4-6h12s4 2 4 6v22a4 4 0 0 1-4 4H42a4 4 0 0 1-4-4Z" />
      <path d="M38 44h20" />
    </>
  ),
  spa: (
    <>
      <circle cx="48" cy="36" r="30" fill={tint} stroke="none" />
      <ellipse cx="48" cy="54" rx="22" ry="6" />
      <ellipse cx="48" cy="43" rx="16" ry="5" />
      <ellipse cx="48" cy="33" rx="10" ry="4" />
      <path d="M42 24c-3-4 3-6 0-10M54 24c-3-4 3-6 0-10" />
    </>
  ),
}
