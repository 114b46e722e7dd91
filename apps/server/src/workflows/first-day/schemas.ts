import { z } from 'zod'

/** In the order in which a new shop comes to them: set up, open, serve, close. */
export const STEPS = ['store', 'prices', 'staff', 'approver', 'printer', 'shift', 'member', 'topUp', 'sale', 'close'] as const

export const firstDaySchema = z.object({ steps: z.array(z.object({ key: z.enum(STEPS), isDone: z.boolean() })) }).meta({ id: 'FirstDay' })

export type FirstDay = z.output<typeof firstDaySchema>
