import type { AnswerOf, KeyferryOperations, Operations } from "@keyferry/protocol";
import { eachExample } from "../../../tools/testing/examples.ts";

type Answered = Operations & KeyferryOperations;
type Answers = { readonly [Name in keyof Answered]: () => AnswerOf<Answered[Name]> };

export const requestId = "4bd560a1-729e-45f1-a3d9-b2a33d61046b";

/** The answer of each operation's example, made anew each time: to render one wipes its bytes. */
export const answers = Object.fromEntries(
  eachExample.map(({ operation, answer }) => [operation.name, answer]),
) as unknown as Answers;
