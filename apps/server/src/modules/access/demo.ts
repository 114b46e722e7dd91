/** A demonstration's sign-in is public by design: everybody may look around in it. Never used for a real brand. */
export const DEMO_PASSWORD = 'yunbin-demo'
export const DEMO_PIN = '246810'
