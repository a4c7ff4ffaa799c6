import type * as z from "zod/mini";

/** A place in a document and what is wrong there. */
export interface DocumentProblem {
  /** `Statement[0].Action[2]`; empty for the document itself. */
  readonly path: string;
  readonly problem: string;
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

// A name that a caller made up is repeated only when it is short and plain.
const plainName = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** The first problem that a schema found. Never repeats a value of the document, since values can be secrets. */
export function problemOf(error: z.core.$ZodError): DocumentProblem {
  // A member that is not understood explains why an expected one is missing, so it comes first.
  const unknown = error.issues.find((issue) => issue.code === "unrecognized_keys");
  if (unknown !== undefined) return unknownMember(unknown.path, unknown.keys[0] ?? "");
  const { path, message } = faultOf(error.issues, []);
  return { path: textOf(path), problem: message };
}

function unknownMember(path: Path, name: string): DocumentProblem {
  return plainName.test(name)
    ? { path: textOf([...path, name]), problem: "is not known" }
    : { path: textOf(path), problem: "has a member that is not known" };
}

/** A union reports each of its branches: the one that got past the value's type is the one that was meant. */
function faultOf(issues: readonly Issue[], base: Path): { path: Path; message: string } {
  const [first] = issues;
  if (first === undefined) return { path: base, message: "is not valid" };
  const path = [...base, ...first.path];
  if (first.code !== "invalid_union") return { path, message: first.message };
  const meant = first.errors.find((branch) => !branch.some(isOfAnotherType));
  return meant === undefined ? { path, message: first.message } : faultOf(meant, path);
}

function isOfAnotherType(issue: Issue): boolean {
  return issue.code === "invalid_type" && issue.path.length === 0;
}

function textOf(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${String(part)}]`;
    return text === "" ? String(part) : `${text}.${String(part)}`;
  }, "");
}
