import type { OperationName } from "@keyferry/protocol";
import type { Exercise, Exercises } from "./exercise.ts";
import { aliasExercises } from "./scenario/aliases.ts";
import { dataKeyExercises } from "./scenario/data-keys.ts";
import { instanceExercises } from "./scenario/instances.ts";
import { keyPairExercises } from "./scenario/key-pairs.ts";
import { keyExercises } from "./scenario/keys.ts";
import { policyExercises } from "./scenario/policies.ts";
import { refusalExercises } from "./scenario/refusals.ts";
import { serviceExercises } from "./scenario/service.ts";
import { versionExercises } from "./scenario/versions.ts";

/** One exercise per operation: an operation without one does not compile. */
const operationExercises: Exercises<OperationName> = {
  ...keyExercises,
  ...versionExercises,
  ...aliasExercises,
  ...dataKeyExercises,
  ...keyPairExercises,
  ...instanceExercises,
  ...policyExercises,
  ...serviceExercises,
};

/** A line of the scenario. */
export interface Line {
  /** Name of the operation, or what is refused. */
  readonly name: string;
  readonly group: "operations" | "refusals";
  readonly run: Exercise;
}

/** What every client is put through. */
export const scenario: readonly Line[] = [
  ...lines("operations", operationExercises),
  ...lines("refusals", refusalExercises),
];

function lines(group: Line["group"], exercises: Readonly<Record<string, Exercise>>): readonly Line[] {
  return Object.entries(exercises).map(([name, run]) => ({ name, group, run }));
}
