/** Reads filters out of an address. Whoever types nonsense there gets the list without that filter. */

export function text<Name extends string>(search: Record<string, unknown>, name: Name): { [key in Name]?: string } {
  const value = search[name]
  // A filter of digits alone (`?q=8877`) arrives as a number.
  const given = typeof value === 'number' ? String(value) : value
  return (typeof given === 'string' && given !== '' ? { [name]: given } : {}) as { [key in Name]?: string }
}

export function oneOf<Name extends string, const Value extends string>(
  search: Record<string, unknown>,
  name: Name,
  values: readonly Value[],
): { [key in Name]?: Value } {
  const value = values.find((v) => v === search[name])
  return (value ? { [name]: value } : {}) as { [key in Name]?: Value }
}
