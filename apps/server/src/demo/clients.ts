/** Who comes to the demonstration shop, how often, and how they like to pay. */
import { invent, type Person } from './people.ts'
import { Chance } from './random.ts'

export interface Client {
  person: Person
  /** Index of the store they mostly go to. */
  home: number
  habit: 'stored_value' | 'pass' | 'each_time'
  everyDays: number
  /** Index of the level they joined at; most at the lowest. */
  level: number
  /** Days after the opening on which they first come. */
  joinsAfterDays: number
  /** Their own stream of chance, so that one client's choices never shift another's. */
  chance: Chance
  /** Known once enrolled. */
  memberId: string | null
  /** The service they mostly come for; chosen on the first visit. */
  favouriteId: string | null
}

export function inviteClients(seed: number, count: number, stores: number, days: number): Client[] {
  const people = invent(new Chance(seed), count)
  return people.map((person, index) => {
    const chance = new Chance(seed + 1_000 + index * 7_919)
    return {
      person,
      home: chance.int(0, stores - 1),
      habit: chance.weighted(['stored_value', 'pass', 'each_time'] as const, (h) => ({ stored_value: 45, pass: 20, each_time: 35 })[h]),
      everyDays: chance.weighted([14, 21, 30, 45, 60, 90], (d) => ({ 14: 6, 21: 16, 30: 30, 45: 24, 60: 16, 90: 8 })[d] ?? 1),
      level: chance.weighted([0, 1, 2, 3, 4], (l) => [70, 15, 9, 4, 2][l] ?? 0),
      // A third joined in the opening weeks, the others came one by one.
      joinsAfterDays: chance.happens(330) ? chance.int(0, 40) : chance.int(0, days - 2),
      chance,
      memberId: null,
      favouriteId: null,
    }
  })
}
