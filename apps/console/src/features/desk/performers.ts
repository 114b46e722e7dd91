import type { StaffRow } from '@yunbin/api-client'

const hands: readonly string[] = ['director', 'senior_stylist', 'stylist', 'beautician', 'assistant']

/** Those who work with their hands first, as they are listed; the people at the till and in the office after them. */
export function byCraft<T extends Pick<StaffRow, 'position'>>(staff: readonly T[]): T[] {
  const isHand = (s: T) => hands.includes(s.position)
  return [...staff.filter(isHand), ...staff.filter((s) => !isHand(s))]
}
