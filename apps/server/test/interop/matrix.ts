/** What became of one line of the scenario with one client; `generic`: by its general call, for want of a method. */
export type Result = "yes" | "generic" | "no";

/** A client as the matrix tells of it. */
export interface MatrixClient {
  readonly name: string;
  /** npm name and version. */
  readonly package: string;
}

/** A line of the matrix: a result per client, in the order of the clients. */
export interface MatrixRow {
  readonly name: string;
  readonly group: "operations" | "refusals";
  readonly results: readonly Result[];
}

/** The matrix in Markdown: what was run, and a table for each group. */
export function renderMatrix(clients: readonly MatrixClient[], rows: readonly MatrixRow[]): string {
  const packages = [...new Set(clients.map((client) => `\`${client.package}\``))];
  const table = (group: MatrixRow["group"], title: string) =>
    renderTable(
      [title, ...clients.map(({ name }) => name)],
      rows.filter((row) => row.group === group).map(({ name, results }) => [name, ...results]),
    );
  return [
    `${new Intl.ListFormat("en-GB").format(packages)}.`,
    [
      "- **yes**: the client does it as it is made to.",
      "- **generic**: the package has no method for the operation, or one that drops members of its answer, and its general" +
        " call does it. That call also carries parameters that a method lacks, such as DryRun.",
      "- **no**: it does not work.",
    ].join("\n"),
    "An operation that is documented for POST alone is sent by POST in the column of GET too.",
    table("operations", "operation"),
    "Of an error, the client's users find code, status, message and request id:",
    table("refusals", "refused for"),
  ].join("\n\n");
}

function renderTable(head: readonly string[], body: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
