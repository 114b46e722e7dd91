/** The driver's own way of writing values, which its published types leave out. */
declare module 'pg/lib/utils.js' {
  /** @returns what is sent for a value: text, bytes, or NULL */
  export function prepareValue(value: unknown): string | Buffer | null
}
