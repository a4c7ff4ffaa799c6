import { namesOf, wrappingAlgorithms } from "@keyferry/algorithms";
import { Option } from "commander";

/** The option that names a wrapping algorithm, and with it the recipient's key spec. */
export function algorithmOption(): Option {
  return new Option("--algorithm <name>", "the wrapping algorithm")
    .choices(namesOf(wrappingAlgorithms))
    .makeOptionMandatory();
}
