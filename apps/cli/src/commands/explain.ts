import { join, resolve } from "node:path";
import { FileError } from "@keyferry/files";
import type { Command } from "commander";
import { CommandError } from "../command-error.ts";
import { readExplanationFile, type KeptExplanation } from "../connection/explanation-file.ts";
import { printable } from "../output/printable.ts";
import { readCount } from "../input/read-count.ts";
import type { Surroundings } from "../surroundings.ts";

interface ExplainFlags {
  readonly data?: string;
  readonly last: number;
  readonly json?: true;
}

const none =
  "no explanations in this folder: name the server's folder with --data. The server explains on loopback addresses, or with --explain.";

/** `keyferry explain`: shows why the local server refused what it refused last. */
export function configureExplain(command: Command, surroundings: Surroundings): void {
  const { print } = surroundings;
  command
    .argument("[id]", "of an explanation, its URL, or a RequestId; the last ones when absent")
    .option("--data <folder>", "the server's data folder (default: .keyferry)")
    .option("--last <n>", "how many", readCount, 1)
    .option("--json", "as JSON, one explanation a line")
    .action((id: string | undefined, { data, last, json }: ExplainFlags) => {
      const all = explanationsIn(data, surroundings);
      const chosen = id === undefined ? all.slice(-last) : all.filter(isNamed(id));
      if (chosen.length === 0) {
        throw new CommandError(
          id === undefined ? none : "unknown id, or too old: only the last 100 are kept.",
        );
      }
      print(
        json === true ? chosen.map(asJson).join("") : printable(chosen.map(({ text }) => text).join("\n")),
      );
    });
}

function explanationsIn(
  data: string | undefined,
  { folder, user }: Pick<Surroundings, "folder" | "user">,
): readonly KeptExplanation[] {
  const shown = join(data ?? ".keyferry", "explain.json");
  try {
    const trust = data === undefined ? "own" : "named";
    return readExplanationFile(resolve(folder, shown), { trust, user }) ?? [];
  } catch (error) {
    const { message } = error as Error;
    throw new CommandError(
      error instanceof FileError && data === undefined
        ? `${shown} is not believed: ${message}. To read it nevertheless, name its folder with --data.`
        : `${shown} cannot be read: ${message}.`,
      { cause: error },
    );
  }
}

function isNamed(name: string): (explanation: KeptExplanation) => boolean {
  const wanted = name.slice(name.lastIndexOf("/") + 1).toLowerCase();
  return ({ id, requestId }) => id === wanted || requestId.toLowerCase() === wanted;
}

/** Without the text; and without what could steer a terminal, which JSON.stringify leaves in. */
function asJson(explanation: KeptExplanation): string {
  const members = Object.entries(explanation).filter(([name]) => name !== "text");
  return `${JSON.stringify(Object.fromEntries(members)).replaceAll(/[\u007f-\u009f]/g, "\ufffd")}\n`;
}
