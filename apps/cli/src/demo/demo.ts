import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeBase64Url, randomSecret, wiping } from "@keyferry/bytes";
import type { Surroundings } from "../surroundings.ts";
import type { DemoCryptography } from "./demo-server.ts";
import { tellJourney } from "./journey.ts";
import { createNarrator } from "./narrator.ts";
import { startServer } from "./server-process.ts";
import { destroyInToken } from "./token-cleanup.ts";

/**
 * Shows that a data key leaves the KMS for recipients of every kind and arrives unchanged, on a real server in a
 * temporary folder. Server, folder and the key that was made in a token are gone afterwards, whatever happens.
 *
 * @param signal ends the story early
 * @throws CommandError when anything is not as it should be
 */
export async function tellDemo(
  surroundings: Surroundings,
  { token, exportsAll, ...server }: DemoCryptography,
  signal: AbortSignal,
): Promise<void> {
  const narrator = createNarrator(surroundings);
  narrator.title("A data key leaves the KMS, and nobody sees it on the way.");
  const keyVersions: string[] = [];
  let exported: readonly string[] = [];
  const folder = await mkdtemp(join(tmpdir(), "keyferry-demo-"));
  try {
    const credentials = { accessKeyId: "demo", accessKeySecret: wiping(randomSecret(24), encodeBase64Url) };
    const { environment } = surroundings;
    const { connection, stop } = await startServer({ folder, credentials, environment, signal, ...server });
    try {
      narrator.step("Start a server", `${connection.endpoint}, its data in a temporary folder`);
      exported = await tellJourney({
        ...{ narrator, folder, connection, signal, exportsAll },
        source: surroundings,
        protectionLevel: token === undefined ? "SOFTWARE" : "HSM",
        onKeyVersion: (id) => keyVersions.push(id),
      });
    } finally {
      await stop();
      if (token !== undefined) await destroyInToken(token, keyVersions);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const gone = token === undefined ? "its folder is gone" : "its folder and its key in the token are gone";
  narrator.step("Clean up", `the server has stopped, ${gone}`);
  narrator.conclusion(
    `Proved: one data key left the KMS under ${inWords(exported)}, ` +
      `and ${exported.length > 1 ? "each" : "it"} opened to exactly what Decrypt answers.`,
  );
}

function inWords(names: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(names);
}
