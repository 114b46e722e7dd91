import { sql } from 'kysely'
import { system } from '../../platform/ctx.ts'
import { type Runtime, readCtx } from '../../platform/runtime.ts'
import { ROLES } from '../settings/index.ts'
import { DEMO_PASSWORD, DEMO_PIN } from './demo.ts'

export interface DemoAccount {
  brand: string
  signInName: string
  name: string
  role: string
  password: string
  pin: string
}

/** The brands of this installation; the ready-made accounts of those that are demonstrations, and of no other. */
export async function signInOptions(runtime: Runtime) {
  const brands = await runtime.brands.all()
  const demoAccounts: DemoAccount[] = []
  for (const brand of brands.filter((b) => b.isDemo)) {
    const { db } = readCtx(runtime, brand, system)
    const { rows } = await sql<{ signInName: string; name: string; role: string }>`
      select a.sign_in_name as "signInName", s.name, r.role
      from account a join staff s on s.id = a.staff_id
        join lateral (select g.role from role_grant g where g.staff_id = s.id order by array_position(${ROLES}::text[], g.role) limit 1) r on true
      where s.is_active order by array_position(${ROLES}::text[], r.role), s.code limit 30`.execute(db)
    demoAccounts.push(...rows.map((row) => ({ brand: brand.slug, ...row, password: DEMO_PASSWORD, pin: DEMO_PIN })))
  }
  return { brands: brands.map(({ slug, name, isDemo }) => ({ slug, name, isDemo })), demoAccounts }
}
