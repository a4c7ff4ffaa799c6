import { existsSync, readFileSync } from "node:fs";
import { documentUrl } from "./block.ts";
import { confidenceRows, type ConfidenceRow } from "./confidence-rows.ts";

/**
 * What can be tested against Keyferry, as Markdown tables with a link to the proof of each row.
 *
 * @throws Error for a row whose test is not there
 */
export function confidenceTables(): string {
  return Object.entries(confidenceRows)
    .map(([chapter, rows]) => [`## ${chapter}`, "", ...tableOf(rows)].join("\n"))
    .join("\n\n");
}

function tableOf(rows: readonly ConfidenceRow[]): readonly string[] {
  return [
    "| can I test ...? | answer | proved by |",
    "| --- | --- | --- |",
    ...rows.map(({ what, answer, proof: [file, ...titles] }) => {
      const url = documentUrl(file);
      const text = existsSync(url) ? readFileSync(url, "utf8") : "";
      for (const title of titles) {
        if (!text.includes(title)) {
          throw new Error(`Nothing proves “${what}”: ${file} has no test “${title}”.`);
        }
      }
      const quoted = titles.map((title) => `"${title}"`).join(", ");
      return `| ${what} | ${answer} | [${file.slice(file.lastIndexOf("/") + 1)}](../${file}): ${quoted} |`;
    }),
  ];
}
