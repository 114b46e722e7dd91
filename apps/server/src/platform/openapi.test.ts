import { describe, expect, it } from 'vitest'
import { tidy } from './openapi.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

describe('the description of the API', () => {
  it('sorts paths and leaves out what nothing reaches', () => {
    const out = tidy({
      paths: { '/b': ref('Used'), '/a': {} },
      components: { schemas: { Used: { items: ref('Inner') }, Inner: {}, Lost: {} } },
    })
    expect(Object.keys(out.paths ?? {})).toEqual(['/a', '/b'])
    expect(Object.keys(out.components?.schemas ?? {})).toEqual(['Inner', 'Used'])
  })

  it('gives a form that stands alone the plain name, and keeps two forms apart', () => {
    const schemas = {
      Cart: { form: 'out' },
      CartInput: { form: 'in' },
      New: { form: 'out' },
      NewInput: { form: 'in', cart: ref('CartInput') },
    }
    const out = tidy({ paths: { '/carts': [ref('Cart'), ref('NewInput')] }, components: { schemas } })
    expect(out.components?.schemas).toEqual({
      Cart: { form: 'out' },
      CartInput: { form: 'in' },
      New: { form: 'in', cart: ref('CartInput') },
    })
    expect(out.paths).toEqual({ '/carts': [ref('Cart'), ref('New')] })
  })

  it('shows two forms that say the same as one', () => {
    const schemas = {
      Tag: { properties: { part: ref('Part') }, additionalProperties: false },
      TagInput: { properties: { part: ref('PartInput') } },
      Part: { type: 'string' },
      PartInput: { type: 'string' },
    }
    const out = tidy({ paths: { '/tags': [ref('Tag'), ref('TagInput')] }, components: { schemas } })
    expect(Object.keys(out.components?.schemas ?? {})).toEqual(['Part', 'Tag'])
    expect(out.paths).toEqual({ '/tags': [ref('Tag'), ref('Tag')] })
  })
})
