/**
 * What became of one line of the scenario with one client; `generic`: by its general call, for want of a method; `none`: the
 * package has no call for it.
 */
export type Result = "yes" | "generic" | "none" | "no";

/** A way of a client as the matrix tells of it. */
export interface MatrixClient {
  /** npm name and version. */
  readonly package: string;
  /** What is different about this way, where its package has several. */
  readonly way: string | undefined;
  /** What the package does wrongly, in words. */
  readonly fault: string | undefined;
}

/** A line of the matrix: a result per client, in the order of the clients. */
export interface MatrixRow {
  readonly name: string;
  readonly group: "operations" | "refusals";
  readonly results: readonly Result[];
}

/** A client of STS: its results, in the order of the table's columns. */
export interface StsRow {
  /** npm name and version. */
  readonly package: string;
  readonly results: readonly ("yes" | "no")[];
}

/** The matrix in Markdown: what was run, and a table for each group. A column is a package, in all its ways. */
export function renderMatrix(
  clients: readonly MatrixClient[],
  rows: readonly MatrixRow[],
  sts: readonly StsRow[],
): string {
  const packages = [...new Set(clients.map((client) => client.package))];
  const column = (name: string) => clients.filter((client) => client.package === name);
  const table = (group: MatrixRow["group"], title: string) =>
    renderTable(
      [title, ...packages.map((name) => name.replace("@alicloud/", ""))],
      rows
        .filter((row) => row.group === group)
        .map(({ name, results }) => [
          name,
          ...packages.map((each) =>
            cellOf(column(each).map((client) => [client.way, results[clients.indexOf(client)] ?? "no"])),
          ),
        ]),
    );
  return [
    packages.map((name) => describePackage(name, column(name))).join("\n"),
    [
      "- **yes**: the client does it as it is made to.",
      "- **generic**: the package has no method for the operation, or one that drops members of its answer, and its general" +
        " call does it. That call also carries parameters that a method lacks, such as DryRun.",
      "- **none**: the package has no method for the operation, and no general call.",
      "- **no**: it does not work.",
    ].join("\n"),
    "A word stands for all ways of a package, unless it names one. An operation that is documented for POST alone is sent by" +
      " POST in place of GET too.",
    table("operations", "operation"),
    "Of an error, the client's users find code, status, message and request id:",
    table("refusals", "refused for"),
    "Clients of STS assume a role, and another client uses the token:",
    renderTable(
      ["client of STS", "AssumeRole", "refused: a role that is not there"],
      sts.map(({ package: name, results }) => [`\`${name}\``, ...results]),
    ),
  ].join("\n\n");
}

function describePackage(name: string, ways: readonly MatrixClient[]): string {
  const named = ways.map(({ way }) => way).filter((way) => way !== undefined);
  const list = new Intl.ListFormat("en-GB");
  const inWays = named.length === 0 ? "" : `: ${list.format(named)}`;
  const faults = ways.flatMap(({ fault }) => (fault === undefined ? [] : [`. It ${fault}`]));
  return `- \`${name}\`${inWays}${faults.join("")}`;
}

/** One word where all ways have the same result, otherwise each way's. */
function cellOf(results: readonly (readonly [way: string | undefined, result: Result])[]): string {
  const [first] = results;
  if (first !== undefined && results.every(([, result]) => result === first[1])) return first[1];
  return results.map(([way = "", result]) => `${way}: ${result}`).join(", ");
}

function renderTable(head: readonly string[], body: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
