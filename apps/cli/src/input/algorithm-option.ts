import { namesOf, type WrappingAlgorithm, wrappingAlgorithms } from "@keyferry/algorithms";
import { InvalidArgumentError, Option } from "commander";

const names = namesOf(wrappingAlgorithms);

/** The option that names a wrapping algorithm, and with it the recipient's key spec. */
export function algorithmOption(): Option {
  return new Option("--algorithm <name>", "the wrapping algorithm").choices(names).makeOptionMandatory();
}

/** The same where it may stand several times: its value is a list. */
export function algorithmsOption(): Option {
  const description = `the wrapping algorithm; may be repeated, once for each public key (choices: ${names.map((name) => `"${name}"`).join(", ")})`;
  return new Option("--algorithm <name>", description).makeOptionMandatory().argParser(addAlgorithm);
}

function addAlgorithm(
  typed: string,
  before: readonly WrappingAlgorithm[] = [],
): readonly WrappingAlgorithm[] {
  const name = names.find((candidate) => candidate === typed);
  if (name === undefined) throw new InvalidArgumentError(`Allowed choices are ${names.join(", ")}.`);
  return [...before, name];
}
