/** A wish that a script cannot fulfil, said in one sentence. What else goes wrong is a fault, and keeps its stack. */
export class Refusal extends Error {}

/** Runs a script. A refusal ends it with its sentence alone. */
export async function asked(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
