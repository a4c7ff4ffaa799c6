import { AccessError, type Exporter, type ReachedRecipients, type RecipientGroup } from "@keyferry/access";
import { exportersOf, type KeyExporters } from "@keyferry/inspect";
import type { Options } from "../config/option-table.ts";
import { StartError } from "../config/start-error.ts";
import { withExistingStore } from "../data/existing-store.ts";
import { findKey, noKey } from "./find-key.ts";
import type { WhoCanExport } from "./who-can-command.ts";

/**
 * Asks the policies in the store of a data folder who may export data keys of a key, and to whom.
 *
 * @param rootKeyText the root key in base64, where it came in a variable
 * @returns text to print, with its last line feed
 * @throws StartError for a key that is not there, StoreError
 */
export function whoCanExport(
  { key: name, json }: WhoCanExport,
  options: Options,
  rootKeyText: string | undefined,
  clock: () => number = Date.now,
): Promise<string> {
  return withExistingStore(options, rootKeyText, async ({ store }) => {
    const { arn } = await findKey(name, options, store);
    try {
      const found = await exportersOf(arn, store, clock());
      if (found === undefined) throw noKey(arn);
      return json ? `${JSON.stringify(found, null, 2)}\n` : `${linesOf(found).join("\n")}\n`;
    } catch (error) {
      if (!(error instanceof AccessError)) throw error;
      throw new StartError(error.message, { cause: error });
    }
  });
}

function linesOf({ key, exporters }: KeyExporters): readonly string[] {
  const principals = [...new Set(exporters.map(({ principal }) => principal))];
  const blocks = principals.map((principal) => {
    const own = exporters.filter((one) => one.principal === principal);
    const [first] = own;
    const note =
      first?.ownPoliciesToo === true ? " (if the policies of its own account allow it as well)" : "";
    return [`${principal}${note}`, ...own.flatMap(linesOfOne)].join("\n");
  });
  const free = principals.filter((principal) =>
    exporters.some((one) => one.principal === principal && one.toAny),
  );
  return [
    `Who may export data keys of ${key}`,
    "",
    ...(blocks.length === 0 ? ["Nobody."] : blocks),
    ...(free.length === 0 ? [] : ["", "Warning: these may export to a public key of their own making:"]),
    ...free.map((principal) => `  ${principal}`),
  ];
}

function linesOfOne({ action, reached, excepted }: Exporter): readonly string[] {
  return [
    ...reached.map((one) => `  ${action} to ${describe(one)}`),
    ...excepted.map((group) => `  ${action} not to ${nameOf(group)}`),
  ];
}

function describe({ recipients, algorithms, conditions }: ReachedRecipients): string {
  const open = conditions.map(({ effect, operator, key, values }) => {
    const condition = `${key} ${operator} ${values.join(", ")}`;
    return effect === "Allow" ? `if ${condition}` : `unless ${condition}`;
  });
  return [`${nameOf(recipients)} (${algorithms.join(", ")})`, ...open].join(", ");
}

function nameOf(group: RecipientGroup): string {
  switch (group.kind) {
    case "any":
      return "any recipient";
    case "named":
      return `${group.name}, ${group.fingerprint}`;
    case "name":
      return `whatever is called ${group.name}: nothing is yet`;
    case "fingerprint":
      return `the key ${group.fingerprint}`;
    case "like":
      return `keys like ${group.patterns.join(" and ")}`;
  }
}
