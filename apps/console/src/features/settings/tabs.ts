/** The parts of the settings that stand in the address; the first one does not. */
export const SETTINGS_TABS = [
  'limits',
  'security',
  'cards',
  'levels',
  'terms',
  'consents',
  'shifts',
  'refunds',
  'fields',
  'rules',
  'templates',
] as const
