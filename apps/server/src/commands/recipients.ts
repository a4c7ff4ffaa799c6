import { AccessError, newRecipient } from "@keyferry/access";
import type { KeyStore } from "@keyferry/store";
import type { Options } from "../config/option-table.ts";
import { StartError } from "../config/start-error.ts";
import { maxRecipients } from "../recipients/max-recipients.ts";
import { openCertifier } from "../recipients/certifier.ts";
import { readNamedFile, readPublicKeyFile } from "../recipients/public-key-file.ts";
import { alignColumns } from "./columns.ts";
import type { AdministrationTask } from "./administration-commands.ts";

type AddRecipient = Extract<AdministrationTask, { readonly task: "add recipient" }>;

/** The named recipients of an account: a line each, oldest first, under a heading. */
export async function listRecipients(
  { recipients }: KeyStore,
  account: string,
  clock: () => number,
): Promise<readonly string[]> {
  const now = clock();
  const rows = (await recipients.read.list(account)).map(({ name, spec, fingerprint, validUntil, note }) => [
    ...[name, spec, fingerprint],
    validUntil === null ? "" : `${validUntil <= now ? "ended " : ""}${dateOf(validUntil)}`,
    note,
  ]);
  return alignColumns([["NAME", "SPEC", "FINGERPRINT", "VALID UNTIL", "NOTE"], ...rows]);
}

/**
 * Gives a public key a name.
 *
 * @throws StartError for a key that is refused, or not vouched for as the options ask; for a name or a key that is taken
 */
export async function addRecipient(
  { recipients }: KeyStore,
  options: Options,
  { name, publicKey: file, note, certificateChain: chainFile }: AddRecipient,
  clock: () => number,
): Promise<readonly string[]> {
  const account = options["account-id"];
  const entry = {
    name,
    publicKey: readPublicKeyFile("public-key", file),
    ...(note !== undefined && { note }),
    ...(chainFile !== undefined && {
      certificateChain: readNamedFile("certificate-chain", chainFile).toString("latin1"),
    }),
  };
  const certify = await openCertifier(options, clock);
  const recipient = named(() => newRecipient({ account, entry, createdAt: clock(), certify }));
  switch (await recipients.write.create(recipient, maxRecipients)) {
    case "name taken":
      throw new StartError(`the account ${account} has a recipient ${name} already`);
    case "key taken": {
      const known = await recipients.read.byFingerprint(account, recipient.fingerprint);
      throw new StartError(`the key has a name already: ${known?.name ?? "it was removed just now"}`);
    }
    case "too many":
      throw new StartError(
        `the account ${account} has ${String(maxRecipients)} recipients, and no room for more`,
      );
    case "created":
      return [`the recipient ${name} was added, with the fingerprint ${recipient.fingerprint}`];
  }
}

/**
 * Takes the name from a public key.
 *
 * @throws StartError when there is none
 */
export async function removeRecipient(
  { recipients }: KeyStore,
  account: string,
  name: string,
): Promise<readonly string[]> {
  if (!(await recipients.write.delete(account, name))) {
    throw new StartError(`the account ${account} has no recipient ${name}`);
  }
  return [`the recipient ${name} was removed`];
}

function named<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    throw new StartError(error.message, { cause: error });
  }
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
