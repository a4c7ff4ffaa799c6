import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { send } from "./load.ts";
import type { Recipient } from "./recipients.ts";
import { accessKey, encryptionContext, signedForm } from "./requests.ts";

/** A server under measurement. */
export interface Subject {
  readonly url: string;
  /** CPU time, in seconds, that its process has used so far. */
  readonly cpuSeconds: () => number;
  readonly stop: () => Promise<void>;
}

/** Linux counts CPU time in hundredths of a second for whoever asks through /proc. */
const ticksPerSecond = 100;

/** The real server, with its defaults, in a folder of its own. */
export function startKeyferry(): Promise<Subject> {
  const program = fileURLToPath(new URL("../../../apps/server/bin/keyferry-server.js", import.meta.url));
  const ports = ["public", "vpc", "dedicated"].flatMap((kind) => [`--${kind}-port`, "0"]);
  const key = ["--access-key-id", accessKey.id, "--access-key-secret", accessKey.secret];
  return start((folder) => [program, "--data", folder, ...ports, ...key, "--log-level", "warn"]);
}

/** The bare server, which knows all recipients beforehand. */
export function startReference(recipients: readonly Recipient[]): Promise<Subject> {
  const program = fileURLToPath(new URL("reference-server.ts", import.meta.url));
  return start((folder) => {
    const keys = recipients.map(({ spec, spki }) => ({ spec, spki: spki.toString("base64") }));
    writeFileSync(join(folder, "recipients.json"), JSON.stringify({ keys }));
    return [program, folder];
  });
}

/** Makes a key and a data key; answers the data key's ciphertext. */
export async function createExportKey({ url }: Subject): Promise<string> {
  const { KeyMetadata } = await call(url, "CreateKey", {});
  const { KeyId } = KeyMetadata as { readonly KeyId: string };
  const fields = { KeyId, EncryptionContext: encryptionContext };
  const { CiphertextBlob } = await call(url, "GenerateDataKeyWithoutPlaintext", fields);
  return CiphertextBlob as string;
}

async function call(
  url: string,
  action: string,
  fields: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const [answer = ""] = await send(url, [signedForm(action, fields)]);
  return JSON.parse(answer) as Readonly<Record<string, unknown>>;
}

async function start(commandIn: (folder: string) => readonly string[]): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-bench-"));
  const child = spawn(process.execPath, commandIn(folder), { stdio: ["ignore", "inherit", "inherit"] });
  const url = await readyUrl(child, join(folder, "ready.json"));
  return {
    url,
    cpuSeconds: () => cpuSecondsOf(child),
    async stop() {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function readyUrl(child: ChildProcess, file: string): Promise<string> {
  while (!existsSync(file)) {
    if (child.exitCode !== null) throw new Error("the server did not start");
    await sleep(20);
  }
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly public: string }).public;
}

function cpuSecondsOf({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
  // The second field, the program's name, may hold spaces: it ends with the last parenthesis.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
