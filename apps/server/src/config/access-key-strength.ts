import { optionTable, type Options } from "./option-table.ts";
import { StartError } from "./start-error.ts";

/** An access key, as somebody chose it. */
export interface ChosenAccessKey {
  readonly id: string;
  readonly secret: string;
}

const builtIn: ChosenAccessKey = {
  id: optionTable["access-key-id"].kind.preset,
  secret: optionTable["access-key-secret"].kind.preset,
};

/** Characters. Whoever has seen one signed request can try secrets at home, billions in a second. */
const shortest = 16;
const fewestDifferent = 8;

/** What anybody tries first. */
const wellKnownIds: ReadonlySet<string> = new Set([
  builtIn.id,
  "root",
  "admin",
  "administrator",
  "test",
  "demo",
]);

/**
 * What is wrong with an access key for a server that others can reach.
 *
 * @returns a phrase that goes on from its name and holds nothing of the secret; undefined where nothing is wrong
 */
export function weaknessOf({ id, secret }: ChosenAccessKey): string | undefined {
  if (secret === builtIn.secret) return "is the built-in one";
  if (secret.length < shortest) {
    return `has ${String(secret.length)} characters, and ${String(shortest)} are the least`;
  }
  const different = new Set(secret).size;
  if (different < fewestDifferent) {
    return `has ${String(different)} different characters, and ${String(fewestDifferent)} are the least`;
  }
  return secret.toLowerCase().includes(id.toLowerCase()) ? "has the access key id in it" : undefined;
}

/**
 * Refuses a root access key that anybody could guess, where others can reach the server.
 *
 * @throws StartError
 */
export function refuseWeakRoot(options: Options): void {
  const { host, "access-key-id": id, "access-key-secret": secret } = options;
  if (secret === builtIn.secret) {
    throw new StartError(
      `with the built-in access key the server listens on loopback only, not on ${host}: ` +
        "set --access-key-id and --access-key-secret",
    );
  }
  if (wellKnownIds.has(id.toLowerCase())) {
    throw new StartError(
      `--access-key-id ${id} is an id that everybody tries first: choose another one for --host ${host}`,
    );
  }
  const weakness = weaknessOf({ id, secret });
  if (weakness === undefined) return;
  throw new StartError(
    `the secret of the root access key ${weakness}, where others can reach the server (--host ${host}): ` +
      "make one with `openssl rand -base64 24`, and set KEYFERRY_ACCESS_KEY_SECRET",
  );
}
