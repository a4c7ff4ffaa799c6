import { documentedQuotas, type Quotas } from "@keyferry/kms";
import type { Options } from "./option-table.ts";
import { StartError } from "./start-error.ts";

/** What `--quotas` calls them. */
const words = {
  keys: "keys",
  "key-versions": "keyVersions",
  aliases: "aliases",
  secrets: "secrets",
  "instance-aliases": "instanceAliases",
} as const satisfies Readonly<Record<string, keyof Quotas>>;

/**
 * The quotas that `--quotas` tells, over those that are documented where `--profile alibaba` asks for them.
 *
 * @throws StartError for a text of another form, and for a quota that stands there twice
 */
export function readQuotas({ quotas: text = "", profile }: Pick<Options, "quotas" | "profile">): Quotas {
  const told = new Map<keyof Quotas, number>();
  for (const entry of text.split(",").map((part) => part.trim())) {
    if (entry === "") continue;
    const [, word = "", number] = /^([a-z-]+)=(\d{1,9})$/.exec(entry) ?? [];
    if (number === undefined || !Object.hasOwn(words, word)) {
      const list = Object.keys(words).join(", ");
      throw new StartError(`--quotas: list quotas such as keys=200,aliases=300; there are ${list}`);
    }
    const quota = words[word as keyof typeof words];
    if (told.has(quota)) throw new StartError(`--quotas: ${word} stands there twice`);
    told.set(quota, Number(number));
  }
  return { ...(profile === "alibaba" && documentedQuotas), ...Object.fromEntries(told) };
}
