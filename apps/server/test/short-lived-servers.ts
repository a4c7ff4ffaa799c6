import { randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach } from "vitest";
import { officialClient } from "./official-client.ts";
import { newFolder, startServer, type RunningServer, type ServerStart } from "./running-server.ts";

/** A folder for the tests of a file, which goes with them, and servers that are stopped after each test. */
export function shortLivedServers() {
  const folder = newFolder();
  const running: RunningServer[] = [];
  afterEach(async () => {
    for (const server of running.splice(0)) await server[Symbol.asyncDispose]();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  return {
    folder,
    /** The path of a data folder that is not there yet. */
    newData: () => join(folder, randomUUID()),
    /** Starts a server that is stopped after the test. */
    start: async (options: ServerStart & { readonly data: string }): Promise<RunningServer> => {
      const server = await startServer(options);
      running.push(server);
      return server;
    },
    /** The path of a new file. */
    newFile: (name: string, content: string): string => {
      const file = join(folder, `${randomUUID()}-${name}`);
      writeFileSync(file, content);
      return file;
    },
  };
}

/** A data key, in base64, and its ciphertext under a new key of a server. */
export async function newBlob(
  server: RunningServer,
): Promise<{ readonly blob: string; readonly plaintext: string }> {
  const call = officialClient(server.ready.public);
  const { KeyId } = (await call("CreateKey")).KeyMetadata;
  const { CiphertextBlob, Plaintext } = await call("GenerateDataKey", { KeyId });
  return { blob: CiphertextBlob, plaintext: Plaintext };
}

/** What a server decrypts a ciphertext to. */
export async function decrypt(server: RunningServer, blob: string): Promise<string> {
  return (await officialClient(server.ready.public)("Decrypt", { CiphertextBlob: blob })).Plaintext;
}
