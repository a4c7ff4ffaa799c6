import type { ErrorCode } from "../errors/catalogue.ts";
import type { AnswerOf, Operation, RequestOf } from "../operation.ts";
import type { ExampleThings } from "./things.ts";

/** One sound request of an operation. Tables of tests are made of these, and what fills in a form; no server holds them. */
export interface Example<O extends Operation = Operation> {
  readonly operation: O;
  /** A request that is performed, made of things that are there. */
  readonly request: (things: ExampleThings) => RequestOf<O>;
  /**
   * What the caller needs permission on: the last part of each ARN, such as `key/<id>`. Where the operation has several
   * permissions, each is for the resource at its place.
   */
  readonly touches: (things: ExampleThings) => readonly string[];
  /** What even a sound request is refused with, where the operation is never performed. Absent: it is performed. */
  readonly refusal?: ErrorCode;
  /** An answer, made anew each time: to render one wipes its bytes. */
  readonly answer: () => AnswerOf<O>;
}

/** Gives an operation its example. */
export function example<O extends Operation>(
  operation: O,
  parts: Omit<Example<NoInfer<O>>, "operation">,
): Example<O> {
  return { operation, ...parts };
}
