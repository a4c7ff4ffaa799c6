import type { Operation } from "@keyferry/protocol";
import type { Example } from "@keyferry/protocol/examples";

/** Examples stand beside the definitions, and nowhere else: what finds them there is their list. */
const modules = import.meta.glob<Readonly<Record<string, Example>>>(
  "../../../../../packages/protocol/src/operations/*/*.example.ts",
  { eager: true },
);

const examples = new Map(
  Object.values(modules)
    .flatMap((module) => Object.values(module))
    .map((example) => [example.operation.name, example]),
);

/** The example of an operation. Those of STS have none. */
export function exampleOf({ name }: Operation): Example | undefined {
  return examples.get(name);
}
