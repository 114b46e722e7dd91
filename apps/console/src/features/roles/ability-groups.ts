/** Abilities by what they are about, in the order in which the server lists them. */

/** Given on purpose, never by the way: marked in the editor. */
const SENSITIVE: ReadonlySet<string> = new Set([
  'approve Ticket',
  'void Ticket',
  'extend Lot',
  'adjust Point',
  'reveal Member',
  'export Report',
  'read Audit',
  'manage Staff',
  'manage Role',
  'manage Session',
  'manage Brand',
])

export function isSensitive(ability: string): boolean {
  return SENSITIVE.has(ability)
}

export interface AbilityGroup {
  subject: string
  abilities: string[]
}

export function groupsOf(abilities: readonly string[]): AbilityGroup[] {
  const groups: AbilityGroup[] = []
  for (const ability of abilities) {
    const subject = ability.split(' ')[1] ?? ''
    const group = groups.find((g) => g.subject === subject)
    if (group) group.abilities.push(ability)
    else groups.push({ subject, abilities: [ability] })
  }
  return groups
}

/** `manage` of a subject is of no use without seeing it: what is switched on or off together with an ability. */
export function withAbility(chosen: readonly string[], ability: string, isOn: boolean, all: readonly string[]): string[] {
  const [action, subject = ''] = ability.split(' ')
  const read = `read ${subject}`
  const wanted = new Set(chosen)
  if (isOn) {
    wanted.add(ability)
    if (all.includes(read)) wanted.add(read)
  } else {
    wanted.delete(ability)
    if (action === 'read') for (const word of all) if (word.endsWith(` ${subject}`)) wanted.delete(word)
  }
  return all.filter((word) => wanted.has(word))
}
