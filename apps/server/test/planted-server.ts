import { randomUUID } from "node:crypto";
import { startServer, type RunningServer, type ServerStart } from "./running-server.ts";
import { plantedSecret, plantingSecret } from "../../../tools/testing/planted-secret.ts";
import { secretsInMemory } from "../../../tools/testing/process-memory.ts";

/** A server into whose memory a secret was planted, as is into that of its children. */
export interface PlantedServer extends RunningServer {
  /**
   * The names of the secrets that are found in its memory. Linux only.
   *
   * @param pid of a child to look into instead
   * @throws Error where what was planted is not found
   */
  readonly found: (secrets: ReadonlyMap<string, Buffer>, pid?: number) => readonly string[];
}

/** Starts a server with a planted secret. */
export async function startPlanted({ variables, ...start }: ServerStart = {}): Promise<PlantedServer> {
  const { seed, execArgv, environment } = plantingSecret(randomUUID());
  const planting = { ...environment, NODE_OPTIONS: execArgv.join(" ") };
  const server = await startServer({ ...start, variables: { ...variables, ...planting } });
  return {
    ...server,
    found(secrets, pid = server.ready.pid) {
      const names = secretsInMemory(pid, new Map([...secrets, ["planted", plantedSecret(seed)]]));
      if (!names.includes("planted")) throw new Error("the secret that was planted was not found");
      return names.filter((name) => name !== "planted");
    },
  };
}
