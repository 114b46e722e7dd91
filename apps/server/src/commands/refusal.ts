/** A reason in plain words why a command cannot go on; shown without a stack. */
export class Refusal extends Error {}
