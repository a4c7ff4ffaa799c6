import { operations, type OperationName } from "@keyferry/protocol";
import { eachExample } from "../../../../tools/testing/examples.ts";
import type { ClientKind } from "./clients/client-kind.ts";
import type { Exercise, Exercises } from "./exercise.ts";
import { exampleExercise } from "./example-exercise.ts";
import { aliasExercises } from "./scenario/aliases.ts";
import { dataKeyExercises } from "./scenario/data-keys.ts";
import { instanceExercises } from "./scenario/instances.ts";
import { keyPairExercises } from "./scenario/key-pairs.ts";
import { keyExercises } from "./scenario/keys.ts";
import { macExercises } from "./scenario/macs.ts";
import { policyExercises } from "./scenario/policies.ts";
import { refusalExercises } from "./scenario/refusals.ts";
import { secretExercises } from "./scenario/secrets.ts";
import { serviceExercises } from "./scenario/service.ts";
import { versionExercises } from "./scenario/versions.ts";

/** Exercises that look closer than the examples do. */
const fullerExercises: Partial<Exercises<OperationName>> = {
  ...keyExercises,
  ...versionExercises,
  ...aliasExercises,
  ...dataKeyExercises,
  ...keyPairExercises,
  ...macExercises,
  ...instanceExercises,
  ...policyExercises,
  ...secretExercises,
  ...serviceExercises,
};

/** Official clients know no other API than that of KMS. */
const exampleExercises = Object.fromEntries(
  eachExample
    .filter(({ operation }) => Object.hasOwn(operations, operation.name))
    .map((example) => [example.operation.name, exampleExercise(example)]),
);

/** A line of the scenario. */
export interface Line {
  /** Name of the operation, or what is refused. */
  readonly name: string;
  readonly group: "operations" | "refusals";
  readonly run: Exercise;
}

/** What clients are put through: an exercise per operation, its example where it has no fuller one, and refusals. */
export const scenario: readonly Line[] = [
  ...lines("operations", { ...fullerExercises, ...exampleExercises, ...fullerExercises }),
  ...lines("refusals", refusalExercises),
];

/** What a client is put through: what it can call; by the examples alone where it signs some texts wrongly. */
export function scenarioOf({ canCall = () => true, fault }: ClientKind): readonly Line[] {
  return scenario
    .filter(({ group, name }) => group === "refusals" || canCall(name))
    .map((line) => {
      const example = fault === undefined ? undefined : exampleExercises[line.name];
      return example === undefined ? line : { ...line, run: example };
    });
}

function lines(group: Line["group"], exercises: Readonly<Record<string, Exercise>>): readonly Line[] {
  return Object.entries(exercises).map(([name, run]) => ({ name, group, run }));
}
