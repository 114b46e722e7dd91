/** Whether the session may do this somewhere; abilities are words like `sell Ticket`, already spelled out by the server. */
export function can(session: { abilities: readonly string[] }, action: string, subject: string): boolean {
  return session.abilities.includes(`${action} ${subject}`)
}
