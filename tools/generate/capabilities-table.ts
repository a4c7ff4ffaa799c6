import {
  encryptionAlgorithms,
  importAlgorithms,
  isMacKeySpec,
  keySpecs,
  macAlgorithms,
  namesOf,
  signatureAlgorithms,
  wrappingAlgorithms,
} from "@keyferry/algorithms";
import type { Capabilities, CryptoBackend } from "@keyferry/crypto";

/** A column of the table: what one backend, or several as one, can do. */
export interface Column {
  readonly name: string;
  /** In the order of {@link rowNames}. */
  readonly cells: readonly string[];
}

const lists: readonly {
  readonly listOf: (capabilities: Capabilities) => readonly string[];
  readonly what: string;
  readonly names: readonly string[];
}[] = [
  // The algorithms of authentication codes have the names of their keys, which have no rows of their own.
  {
    listOf: (claim) => claim.keySpecs,
    what: "keys",
    names: namesOf(keySpecs).filter((name) => !isMacKeySpec(name)),
  },
  {
    listOf: (claim) => claim.wrappingAlgorithms,
    what: "exports",
    names: namesOf(wrappingAlgorithms),
  },
  {
    listOf: (claim) => claim.signatureAlgorithms.digest,
    what: "signs digests",
    names: namesOf(signatureAlgorithms),
  },
  {
    listOf: (claim) => claim.signatureAlgorithms.message,
    what: "signs messages",
    names: namesOf(signatureAlgorithms),
  },
  {
    listOf: (claim) => claim.encryptionAlgorithms,
    what: "encrypts",
    names: namesOf(encryptionAlgorithms),
  },
  {
    listOf: (claim) => claim.macAlgorithms,
    what: "authenticates",
    names: namesOf(macAlgorithms),
  },
  {
    listOf: (claim) => claim.imports.algorithms,
    what: "unwraps",
    names: namesOf(importAlgorithms),
  },
];

/** The first two cells of the rows: what is done, and with what. */
export const rowNames: readonly (readonly [what: string, name: string])[] = [
  ...lists.flatMap(({ what, names }) => names.map((name): [string, string] => [what, name])),
  ["data keys", "bytes"],
  ["takes material in", ""],
];

/** What a backend of one custody says of itself. */
export function columnOf(name: string, { capabilities, importer }: CryptoBackend): Column {
  const [only, ...more] = capabilities;
  if (only === undefined || more.length > 0) throw new Error(`${name} has not one custody`);
  const marks = lists.flatMap(({ listOf, names }) => {
    const has = listOf(only);
    return names.map((algorithm) => (has.includes(algorithm) ? "yes" : "–"));
  });
  return { name, cells: [...marks, lengths(only), importer === undefined ? "–" : "yes"] };
}

/** The columns as a Markdown table, as Prettier formats it. */
export function capabilitiesTable(columns: readonly Column[]): string {
  const head = ["", "", ...columns.map(({ name }) => name)];
  const rows = rowNames.map((name, row) => [...name, ...columns.map(({ cells }) => cells[row] ?? "")]);
  const widths = head.map((_, at) =>
    Math.max(3, ...[head, ...rows].map((cells) => (cells[at] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, at) => (cells[at] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/**
 * A column as it stands in a document's table.
 *
 * @throws Error where there is none of that name
 */
export function readColumn(document: string, name: string): Column {
  const table = document.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  const headAt = table.findIndex((cells) => cells.includes(name));
  const at = table[headAt]?.indexOf(name);
  if (at === undefined) throw new Error(`the document's table has no column ${name}`);
  return { name, cells: rowNames.map((_, row) => table[headAt + 2 + row]?.[at] ?? "") };
}

function lengths({ dataKeyLengths: { min, max, multipleOf } }: Capabilities): string {
  const steps = multipleOf === 1 ? "" : `, in steps of ${String(multipleOf)}`;
  return `${String(min)} to ${String(max)}${steps}`;
}
