import { whoMayExport, type Exporter } from "@keyferry/access";
import { everyOperation, readKeyArn } from "@keyferry/protocol";
import type { KeyStore } from "@keyferry/store";

/** Who may export data keys of a key, and to whom. */
export interface KeyExporters {
  /** ARN of the key. */
  readonly key: string;
  readonly exporters: readonly Exporter[];
}

/** The permissions of all operations that export data keys. */
const exportActions = [
  ...new Set(
    Object.values(everyOperation)
      .filter((operation) => operation.exports === true)
      .flatMap(({ permissions }) => permissions),
  ),
];

/**
 * Asks the policies in a store who may export data keys of a key, and to whom.
 *
 * @param arn that of the key
 * @param time milliseconds since the epoch: what is valid then
 * @returns undefined where there is no such key
 * @throws AccessError `unreadable`: a policy is not understood
 */
export async function exportersOf(
  arn: string,
  { identities, recipients, scoped }: Pick<KeyStore, "identities" | "recipients" | "scoped">,
  time: number,
): Promise<KeyExporters | undefined> {
  const named = readKeyArn(arn);
  if (named === undefined) return undefined;
  const { region, account, name: id } = named;
  const home = scoped({ account, region });
  const key = await home.keys.read.byId(id);
  if (key === undefined) return undefined;
  const asked = {
    ...{ account, resource: arn, resourcePolicy: key.policy, time },
    tags: await home.tags.read.of("key", id),
    actions: exportActions,
  };
  const readers = { identities: identities.read, recipients: recipients.read };
  return { key: arn, exporters: await whoMayExport(asked, readers) };
}
