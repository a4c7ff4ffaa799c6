import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exportDataKey, tagResources } from "@keyferry/protocol";
import { sampleOf, type SampleCall } from "@keyferry/samples";
import ts from "typescript";
import { describe, expect, it, onTestFinished } from "vitest";
import { callWith, exampleCalls } from "../../../../packages/samples/test/example-calls.ts";

const modules = fileURLToPath(new URL("../../../../node_modules", import.meta.url));

/** What a project is set to that uses the library of the language. */
const projects = { "keyferry-sdk": "module", typescript: "commonjs" } as const;

/** Sound calls, a dry run, and calls that a form makes before it is filled in. */
const calls: readonly SampleCall[] = [
  ...exampleCalls,
  ...exampleCalls
    .filter(({ operation }) => operation.name === exportDataKey.name)
    .map((call) => ({ ...call, parameters: { ...call.parameters, DryRun: "true" } })),
  ...[exportDataKey, tagResources].flatMap((operation) => [
    callWith(operation, "?"),
    { ...callWith(operation, ""), parameters: {} },
  ]),
];

/** What the strict compiler has to say against programs of a project. */
function complaints(type: "module" | "commonjs", programs: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-samples-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  symlinkSync(modules, join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type }));
  mkdirSync(join(folder, "src"));
  const files = programs.map((program, index) => {
    const file = join(folder, "src", `${String(index)}.ts`);
    writeFileSync(file, program);
    return file;
  });
  const program = ts.createProgram(files, {
    ...{ strict: true, noEmit: true, skipLibCheck: true, esModuleInterop: true, types: ["node"] },
    typeRoots: [join(modules, "@types")],
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) => `${file?.text ?? ""}\n${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
}

describe.each(Object.entries(projects))("the samples of %s", (language, type) => {
  it("fit the library's types, of every operation", () => {
    const programs = calls.map((call) => sampleOf(language as keyof typeof projects, call) ?? "");
    const wrong = `${programs[0] ?? ""}\nconst wrong: number = "text";\n`;
    expect(complaints(type, [...programs, wrong])).toEqual([
      expect.stringContaining("const wrong") as string,
    ]);
  });
});
