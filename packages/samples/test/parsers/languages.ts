import { createRequire } from "node:module";
import ts from "typescript";
import type { ComponentName } from "../../../../tools/testing/left-out.ts";
import type { SampleLanguage } from "../../src/index.ts";
import { readShell } from "./read-shell.ts";
import { parserFile, readPrograms, type ParsedProgram } from "./read-programs.ts";

/** A language's own parser. */
export interface LanguageParser {
  /** What has to be installed; absent where it comes from npm, or with every system. */
  readonly needs?: ComponentName;
  readonly read: (programs: readonly string[]) => Promise<readonly ParsedProgram[]>;
  /** A program of nothing but a text, from the text's code. */
  readonly around: (code: string) => string;
}

const byCommand = (needs: ComponentName, command: readonly string[], around: LanguageParser["around"]) => ({
  needs,
  read: async (programs: readonly string[]) => readPrograms(command, programs),
  around,
});

/** A parser for each way of writing. */
export const parsers: Readonly<Record<SampleLanguage["syntax"], LanguageParser>> = {
  python: byCommand("python", ["python3", parserFile("literals.py")], (code) => `text = ${code}\n`),
  go: byCommand(
    "go",
    ["go", "run", parserFile("literals.go")],
    (code) => `package main\n\nvar text = ${code}\n`,
  ),
  java: byCommand(
    "jdk",
    ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", parserFile("Literals.java")],
    (code) => `class Sample { String text = ${code}; }\n`,
  ),
  php: byCommand("php", ["php", parserFile("literals.php")], (code) => `<?php\n$text = ${code};\n`),
  typescript: {
    read: async (programs) => programs.map(readTypescript),
    around: (code) => `const text = ${code};\n`,
  },
  shell: { read: async (programs) => readShell(programs), around: (code) => `sample ${code}\n` },
  hcl: { read: async (programs) => Promise.all(programs.map(readHcl)), around: (code) => `text = ${code}\n` },
};

function readTypescript(program: string): ParsedProgram {
  const source = ts.createSourceFile("sample.ts", program, ts.ScriptTarget.Latest, true);
  const { parseDiagnostics } = source as unknown as { readonly parseDiagnostics: readonly ts.Diagnostic[] };
  if (parseDiagnostics.length > 0) {
    return { error: JSON.stringify(parseDiagnostics.map(({ messageText }) => messageText)) };
  }
  const texts: string[] = [];
  visit(source);
  return { texts };

  function visit(node: ts.Node): void {
    if (ts.isStringLiteral(node)) texts.push(node.text);
    ts.forEachChild(node, visit);
  }
}

const { parse } = createRequire(import.meta.url)("@cdktf/hcl2json") as {
  readonly parse: (file: string, source: string) => Promise<unknown>;
};

/** The parser gives texts as templates: with what stands for `${` and `%{` in them. */
async function readHcl(program: string): Promise<ParsedProgram> {
  try {
    const texts: string[] = [];
    JSON.stringify(await parse("sample.tf", program), (name, value: unknown) => {
      texts.push(name, typeof value === "string" ? value : "");
      return value;
    });
    return { texts: texts.map((text) => text.replaceAll(/([$%])\1\{/g, "$1{")) };
  } catch (error) {
    return { error: String(error) };
  }
}
