import { optionRow, optionTable, type OptionName } from "../../apps/server/src/config/option-table.ts";

/** The server's options as a table: flag, default, and what it is for. */
export function optionsTable(): string {
  const rows = (Object.keys(optionTable) as OptionName[]).map((name) => {
    const { value, text } = optionRow(name);
    return [`\`--${name}${value === undefined ? "" : ` ${value}`}\``, defaultOf(name), text];
  });
  return aligned([["option", "default", ""], ...rows]);
}

function defaultOf(name: OptionName): string {
  const { kind, otherwise } = optionRow(name);
  const preset = kind.preset as string | number | boolean | undefined;
  if (preset === false) return "off";
  return preset === undefined ? (otherwise ?? "") : `\`${String(preset)}\``;
}

/** A Markdown table as Prettier would have it, whose check reads the document too. */
function aligned([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((cells) => (cells[column] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}
