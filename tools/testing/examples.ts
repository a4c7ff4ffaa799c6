import { globSync } from "node:fs";
import {
  keyferryOperations,
  operations,
  type KeyferryOperations,
  type Operation,
  type Operations,
} from "@keyferry/protocol";
import type { Example } from "../../packages/protocol/src/examples/example.ts";

export {
  thingsUsedBy,
  exampleDigest,
  exampleMessage,
  type ExampleManagedDataKey,
  type ExampleSecret,
  type ExampleThings,
} from "../../packages/protocol/src/examples/things.ts";
export type { Example } from "../../packages/protocol/src/examples/example.ts";

const root = new URL("../../packages/protocol/src/operations/", import.meta.url);

async function load(file: string): Promise<Example> {
  const exported = Object.values(
    (await import(new URL(file, root).href)) as Readonly<Record<string, Example>>,
  );
  const [only, ...more] = exported;
  if (only === undefined || more.length > 0) throw new Error(`${file} has to export one example`);
  return only;
}

const found = new Map(
  (await Promise.all(globSync("*/*.example.ts", { cwd: root }).map(load))).map((each) => [
    each.operation.name,
    each,
  ]),
);

type Exemplified = Operations & KeyferryOperations;

/** One sound request of every operation of KMS and of our own API, by its name: what stands beside the definitions. */
export const examples = Object.fromEntries(
  Object.values<Operation>({ ...operations, ...keyferryOperations }).map(({ name }) => {
    const own = found.get(name);
    if (own === undefined) throw new Error(`${name} has no example beside its definition`);
    return [name, own];
  }),
) as unknown as { readonly [Name in keyof Exemplified]: Example<Exemplified[Name]> };

/** The same as a list, for tables. */
export const eachExample: readonly Example[] = Object.values(examples as Readonly<Record<string, Example>>);
