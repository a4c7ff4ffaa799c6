export type { Example } from "./examples/example.ts";
export {
  exampleDigest,
  exampleMessage,
  thingsUsedBy,
  type ExampleKey,
  type ExampleManagedDataKey,
  type ExampleSecret,
  type ExampleThings,
  type ExampleVersion,
} from "./examples/things.ts";
