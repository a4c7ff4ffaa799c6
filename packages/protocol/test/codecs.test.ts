import {
  encodeRequest,
  operations,
  parseRequest,
  readAnswer,
  renderAnswer,
  ServiceError,
  type AnswerOf,
  type Format,
  type Operation,
  type OperationName,
  type RequestOf,
} from "@keyferry/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestId } from "./answers.ts";
import { membersOf } from "./registry-arbitraries.ts";
import { parseXml } from "./xml.ts";

const names = Object.keys(operations) as OperationName[];
const settings = { numRuns: 40 * Number(process.env["FUZZ_RUNS"] ?? 1) };

/** The values at a path: of a list, those of all its items. */
function atPath(value: unknown, path: string): readonly unknown[] {
  return path
    .split(".")
    .reduce<readonly unknown[]>(
      (found, name) => found.flatMap((each) => (each as Readonly<Record<string, unknown>>)[name]),
      [value],
    );
}

/** A value as XML 1.0 can hold it: U+FFFD for every character that it cannot. */
function asXmlHolds(value: unknown): unknown {
  if (typeof value === "string") {
    return value.replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd");
  }
  if (Array.isArray(value)) return value.map(asXmlHolds);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array || value instanceof Date) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asXmlHolds(inner)]));
}

describe.each(names)("%s", (name) => {
  const operation: Operation = operations[name];

  it("reads the request that it has written", () => {
    const overridden = operation.fields.filter(({ overriddenBy }) => overriddenBy !== undefined);
    /** Without what another field decides in the place of, which is not looked at. */
    const decided = (request: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(
        Object.entries(request).filter(([name]) => {
          const by = overridden.find((row) => row.name === name)?.overriddenBy;
          return by === undefined || request[by] === undefined;
        }),
      );
    // An empty text counts as absent: it does not come back.
    const requests = membersOf(operation.request._zod.def.shape).filter((request) =>
      Object.values(request).every((value) => value !== ""),
    );
    fc.assert(
      fc.property(requests, (request) => {
        const parameters = encodeRequest(operation, request as RequestOf<Operation>);
        expect(parseRequest(operation, parameters)).toStrictEqual(decided(request));
        expect(encodeRequest(operation, parseRequest(operation, parameters))).toStrictEqual(parameters);
      }),
      settings,
    );
  });

  it.each<Format>(["JSON", "XML"])("reads the answer that it has written in %s", (format) => {
    fc.assert(
      fc.property(membersOf(operation.answer._zod.def.shape), (answer) => {
        const expected = structuredClone({ ...answer, RequestId: requestId });
        if (
          format === "XML" &&
          operation.verbatim.flatMap((path) => atPath(answer, path)).some((text) => asXmlHolds(text) !== text)
        ) {
          expect(() => renderAnswer(operation, answer as AnswerOf<Operation>, requestId, format)).toThrow(
            ServiceError,
          );
          return;
        }
        const text = renderAnswer(operation, answer as AnswerOf<Operation>, requestId, format);
        if (format === "XML") expect(parseXml(text).name).toBe(`${name}Response`);
        expect(readAnswer(operation, { status: 200, text, format })).toStrictEqual(
          format === "XML" ? asXmlHolds(expected) : expected,
        );
      }),
      settings,
    );
  });
});
