import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Surroundings } from "../surroundings.ts";
import { exportedAlgorithms, tellJourney } from "./journey.ts";
import { createNarrator } from "./narrator.ts";
import { startServer } from "./server-process.ts";

/**
 * Shows that a data key leaves the KMS for recipients of every kind and arrives unchanged, on a real server in a
 * temporary folder. Server and folder are gone afterwards, whatever happens.
 *
 * @param signal ends the story early
 * @throws CommandError when anything is not as it should be
 */
export async function tellDemo(surroundings: Surroundings, signal: AbortSignal): Promise<void> {
  const narrator = createNarrator(surroundings);
  narrator.title("A data key leaves the KMS, and nobody sees it on the way.");
  const folder = await mkdtemp(join(tmpdir(), "keyferry-demo-"));
  try {
    const credentials = { accessKeyId: "demo", accessKeySecret: randomBytes(24).toString("base64url") };
    const { environment } = surroundings;
    const { connection, stop } = await startServer({ folder, credentials, environment, signal });
    try {
      narrator.step("Start a server", `${connection.endpoint}, its data in a temporary folder`);
      await tellJourney({ narrator, folder, connection, source: surroundings, signal });
    } finally {
      await stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  narrator.step("Clean up", "the server has stopped, its folder is gone");
  narrator.conclusion(
    `Proved: one data key left the KMS under ${inWords(exportedAlgorithms)}, ` +
      "and each opened to exactly what Decrypt answers.",
  );
}

function inWords(names: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(names);
}
