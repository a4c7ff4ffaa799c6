import { setTimeout as sleep } from "node:timers/promises";

/** Longer than the module's process may be kept after its token was lost, and than the longest wait between new ones. */
const patience = 20_000;

/** Asks again and again until the answer is the one that is waited for; answers the last one. */
export async function eventually<T>(expected: T, ask: () => Promise<T>): Promise<T> {
  const end = Date.now() + patience;
  let answer = await ask();
  while (answer !== expected && Date.now() < end) {
    await sleep(200);
    answer = await ask();
  }
  return answer;
}

/** The outcome of a call, as its code; `OK` when it is answered. */
export async function outcomeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "OK",
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "no answer"),
  );
}
