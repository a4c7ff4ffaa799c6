import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../../../../docs/fidelity.md", import.meta.url);
const begin = "<!-- interop:begin -->";
const end = "<!-- interop:end -->";

/** The matrix that docs/fidelity.md holds. @throws Error when there is no place for it */
export function documentedMatrix(): string {
  return readDocument().matrix.trim();
}

/** Puts the matrix into docs/fidelity.md. @throws Error when there is no place for it */
export function writeMatrix(matrix: string): void {
  const { before, after } = readDocument();
  writeFileSync(file, `${before}\n\n${matrix}\n\n${after}`);
}

function readDocument() {
  const document = readFileSync(file, "utf8");
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error("docs/fidelity.md has no place for the matrix");
  const inside = from + begin.length;
  return { before: document.slice(0, inside), matrix: document.slice(inside, to), after: document.slice(to) };
}
