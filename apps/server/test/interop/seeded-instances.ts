import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SessionInstances } from "./session.ts";

/** A seed of instances, and the sessions' part in it. */
export interface SeededInstances {
  /** For the server. */
  readonly flags: readonly string[];
  readonly instances: SessionInstances;
}

/** Writes a seed with an instance to work with, and two that are not connected for each session. */
export function seedInstances(folder: string, sessions: number): SeededInstances {
  const instanceId = `kst-${"a".repeat(21)}`;
  const unconnected = Array.from(
    { length: 2 * sessions },
    (_, index) => `kst-${String(index).padStart(21, "0")}`,
  );
  const file = join(folder, "seed.json");
  const instances = [{ id: instanceId }, ...unconnected.map((id) => ({ id, connected: false }))];
  writeFileSync(file, JSON.stringify({ instances }));
  return {
    flags: ["--seed", file],
    instances: { instanceId, takeNewInstance: () => unconnected.pop() ?? "" },
  };
}
