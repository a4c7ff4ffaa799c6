import { describeRegions, readAnswer, ServiceError, type Operation } from "@keyferry/protocol";
import { sampleLanguages, sampleOf } from "@keyferry/samples";
import { beforeAll, describe, expect, it } from "vitest";
import { eachExample, type Example } from "../../../../tools/testing/examples.ts";
import { isLeftOut } from "../../../../tools/testing/left-out.ts";
import { startExampleServer } from "./example-server.ts";
import { startRecordingProxy } from "./recording-proxy.ts";
import { runners, runScripts, type Printed } from "./runners.ts";

/** What came of a call: the form of its answer, or the code that refuses it. */
type Outcome = { readonly form: unknown } | { readonly code: string };

/** What is known of a sample that was run. */
interface Ran {
  readonly parameters: Readonly<Record<string, string>>;
  readonly printed: Printed;
  /** What went over the wire, query and form merged. */
  readonly sent: Readonly<Record<string, string>>;
}

const examples = eachExample.map((example) => ({ example, name: example.operation.name }));
const direct = new Map<Example, Outcome>();

/** The form of an answer: members by name, of lists the form of the first item, of everything else what it is. */
function formOf(value: unknown): unknown {
  if (value instanceof Uint8Array) return "bytes";
  if (Array.isArray(value)) return value.slice(0, 1).map(formOf);
  if (value instanceof Date || typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, formOf(inner)]));
}

function printedForm(operation: Operation, answer: string): unknown {
  return formOf(readAnswer(operation, { status: 200, text: answer, format: "JSON" }));
}

// Each language has a server of its own: what one sample has made or deleted is in nobody's way.
beforeAll(async () => {
  await using server = await startExampleServer();
  for (const { example } of examples) {
    const request = await server.requestOf(example);
    try {
      direct.set(example, { form: formOf(await server.caller.call(example.operation, request)) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      direct.set(example, { code: error.code });
    }
  }
});

it("has examples that are performed", () => {
  const refused = examples.filter(({ example }) => "code" in (direct.get(example) ?? {}));
  expect(refused.map(({ name }) => name)).toEqual(
    examples.filter(({ example }) => example.refusal !== undefined).map(({ name }) => name),
  );
});

describe.each(runners)("the samples of $language", ({ language, needs = [], typed = false, run }) => {
  const without = needs.some(isLeftOut);
  const ran = new Map<Example, Ran>();

  beforeAll(async () => {
    if (without) return;
    await using server = await startExampleServer();
    await using proxy = await startRecordingProxy(server.endpoint);
    const place = { endpoint: proxy.endpoint, region: "cn-hangzhou", gateway: "vpc" } as const;
    const calls = [];
    for (const { example } of examples) {
      const parameters = await server.parametersOf(example);
      const sample = sampleOf(language, { operation: example.operation, parameters, ...place });
      if (sample === undefined) throw new Error(`there is no sample of ${example.operation.name}`);
      calls.push({ example, parameters, sample });
    }
    const printed = await run(calls.map(({ sample }) => sample));
    expect(proxy.requests).toHaveLength(calls.length);
    calls.forEach(({ example, parameters }, index) => {
      const sent = Object.fromEntries(proxy.requests[index] ?? []);
      ran.set(example, { parameters, sent, printed: printed[index] ?? { error: "it printed nothing" } });
    });
  }, 180_000);

  it("are said to be run", () => {
    expect(sampleLanguages.find(({ id }) => id === language)?.checked).toBe("run");
  });

  it.skipIf(without).each(examples)("make exactly the call of $name's example", ({ example, name }) => {
    const { sent = {}, parameters = {} } = ran.get(example) ?? {};
    expect(sent).toMatchObject({ Action: name, ...parameters });
    const known = ["DryRun", ...example.operation.fields.map((field) => field.name)];
    const own = Object.keys(sent).filter((parameter) =>
      known.some((field) => parameter === field || parameter.startsWith(`${field}.`)),
    );
    expect(own.sort()).toEqual(Object.keys(parameters).sort());
  });

  it.skipIf(without).each(examples)("are answered as a direct call of $name is", ({ example }) => {
    const { printed = { error: "it was not run" } } = ran.get(example) ?? {};
    const expected = direct.get(example) ?? { code: "it was not called" };
    if ("code" in expected) {
      expect(printed).toEqual({ error: expect.stringContaining(expected.code) as string });
      return;
    }
    if ("error" in printed) throw new Error(printed.error);
    const form = typed
      ? Object.keys(JSON.parse(printed.answer) as object)
      : printedForm(example.operation, printed.answer);
    expect(form).toEqual(typed ? Object.keys(expected.form as object) : expected.form);
  });
});

it("runs the samples of every language that says so", () => {
  const said = sampleLanguages.filter(({ checked }) => checked === "run").map(({ id }) => id);
  expect(runners.map(({ language }) => language).sort()).toEqual(said.sort());
});

describe("a sample of the keyferry command", () => {
  it("is a script that runs as it stands", async () => {
    await using server = await startExampleServer();
    const place = { endpoint: server.endpoint, region: "cn-hangzhou", gateway: "vpc" } as const;
    const sample = sampleOf("keyferry-cli", { operation: describeRegions, parameters: {}, ...place });
    const [printed = { error: "it printed nothing" }] = await runScripts([sample ?? ""]);
    if ("error" in printed) throw new Error(printed.error);
    expect(JSON.parse(printed.answer)).toMatchObject({ Regions: { Region: expect.any(Array) as unknown } });
  });
});
