import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startSubject, type Subject } from "../server-process.ts";
import { send } from "./load.ts";
import type { Recipient } from "./recipients.ts";
import { encryptionContext, signedForm } from "./requests.ts";

/** The bare server, which knows all recipients beforehand. */
export function startReference(recipients: readonly Recipient[]): Promise<Subject> {
  const program = fileURLToPath(new URL("reference-server.ts", import.meta.url));
  return startSubject((folder) => {
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
