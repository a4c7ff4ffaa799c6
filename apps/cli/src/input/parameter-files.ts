import type { Operation } from "@keyferry/protocol";
import { InvalidArgumentError, type Command } from "commander";
import { CommandError } from "../command-error.ts";
import { readInput, type InputSource } from "./input.ts";

/** No request is longer, in bytes. */
const maxLength = 262_144;

/** Where the values of parameters come from that are not typed: a path, or `-`, by the parameter's name. */
export type ParameterFiles = ReadonlyMap<string, string>;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Adds `--from-file <Parameter=file>`, which may stand several times. A parameter that comes from a file counts as given.
 *
 * @returns what the command line has named, once it is parsed
 */
export function addFromFileOption(command: Command, { name, fields }: Operation): ParameterFiles {
  const files = new Map<string, string>();
  const names = fields.filter(({ repeated }) => !repeated).map((field) => field.name);
  if (names.length === 0) return files;
  const add = (typed: string): ParameterFiles => {
    const mark = typed.indexOf("=");
    const [parameter, path] = [typed.slice(0, Math.max(mark, 0)), typed.slice(mark + 1)];
    if (!names.includes(parameter) || path === "") {
      throw new InvalidArgumentError(
        `Write Parameter=file, with a parameter of ${name}: ${names.join(", ")}.`,
      );
    }
    if (command.getOptionValue(parameter) !== undefined) throw givenTwice(parameter);
    if (path === "-" && [...files.values()].includes("-")) {
      throw new InvalidArgumentError("Only one parameter can come from standard input.");
    }
    files.set(parameter, path);
    command.setOptionValue(parameter, "");
    return files;
  };
  command.option(
    "--from-file <Parameter=file>",
    "take a parameter's text from a file, as it is; - is standard input; may be repeated",
    add,
  );
  return files;
}

/** The refusal of a parameter that comes from two places. */
export function givenTwice(parameter: string): CommandError {
  return new CommandError(`${parameter} is given twice. Give it once, typed or from a file.`);
}

/**
 * Reads the text of a parameter.
 *
 * @throws CommandError for what cannot be read, is no UTF-8, or is longer than any request
 */
export async function readParameter(name: string, path: string, source: InputSource): Promise<string> {
  const bytes = await readInput(path, maxLength, source);
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    const message =
      `${path === "-" ? "standard input" : path} is not UTF-8 text, which ${name} must be. ` +
      `Send bytes as base64: base64 -w0 FILE | keyferry call ... --from-file ${name}=-`;
    throw new CommandError(message, { cause });
  } finally {
    bytes.fill(0);
  }
}
