/** The page of the user guide that lists the others. */
export const GUIDE_INDEX = 'README'

/** The screens and their pages; the longest beginning of the address that fits counts. */
const PAGES: Record<string, string> = {
  '/desk': 'selling',
  '/first-day': 'first-day',
  '/held': 'held-bills',
  '/members': 'members',
  '/cards': 'cards',
  '/transfers': 'cards',
  '/gift-cards': 'cards',
  '/members/merge': 'member-file',
  '/members/duplicates': 'member-file',
  '/members/reminders': 'member-file',
  '/tickets': 'refund-and-void',
  '/refunds': 'refund-and-void',
  '/deposits': 'deposits',
  '/exchanges': 'exchange',
  '/shifts': 'shifts',
  '/shift-reports': 'shifts',
  '/prepaid-refunds': 'prepaid-refunds',
  '/accounts': 'accounts',
  '/catalog': 'catalogue-and-prices',
  '/prices': 'catalogue-and-prices',
  '/staff': 'staff-and-approvals',
  '/account': 'sign-in-and-security',
  '/roles': 'roles',
  '/audit': 'audit-trail',
  '/stores': 'stores',
  '/printing': 'printing',
  '/reports': 'reports',
  '/reports/liability': 'liability',
  '/reports/settlement': 'settlement',
  '/settings': 'policies',
}

/** The screens that have a page of their own in the guide, by the beginning of their address. */
export const GUIDED_SCREENS = Object.keys(PAGES)

/** The page of the guide that explains a screen. */
export function guideOf(pathname: string): string {
  const fitting = GUIDED_SCREENS.filter((start) => pathname === start || pathname.startsWith(`${start}/`))
  const longest = fitting.sort((a, b) => b.length - a.length)[0]
  return (longest && PAGES[longest]) || GUIDE_INDEX
}
