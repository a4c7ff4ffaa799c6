import { formatEncryptionContext, parseEncryptionContext, type FieldForm } from "@keyferry/protocol";

/** Forms whose JSON text is a table. */
export type RowsForm = Extract<FieldForm, { readonly kind: "pairs" | "texts" | "records" }>;

/** The columns of a form's table; of a list of texts there is one, without a name. */
export function columnsOf(form: RowsForm, names: { readonly key: string; readonly value: string }) {
  if (form.kind === "pairs") return [names.key, names.value];
  return form.kind === "texts" ? [names.value] : form.members;
}

/** A table's rows of JSON text, cell by cell; undefined where the text is none of the form. */
export function rowsOf(form: RowsForm, json: string): readonly (readonly string[])[] | undefined {
  if (json === "") return [];
  try {
    if (form.kind === "pairs") return parseEncryptionContext(json).map((pair) => [...pair]);
    const list: unknown = JSON.parse(json);
    if (!Array.isArray(list)) return undefined;
    const rows = list.map((item) => cellsOf(form, item));
    return rows.every((row) => row !== undefined) ? rows : undefined;
  } catch {
    return undefined;
  }
}

/** JSON text of a table. No rows: none. */
export function jsonOf(form: RowsForm, rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  if (form.kind === "pairs") {
    return formatEncryptionContext(rows.map(([key = "", value = ""]) => [key, value]));
  }
  if (form.kind === "texts") return JSON.stringify(rows.map(([text = ""]) => text));
  const { members } = form;
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(members.map((name, column) => [name, row[column] ?? ""]))),
  );
}

function cellsOf(form: Exclude<RowsForm, { readonly kind: "pairs" }>, item: unknown) {
  if (form.kind === "texts") return typeof item === "string" ? [item] : undefined;
  if (typeof item !== "object" || item === null) return undefined;
  const members = item as Readonly<Record<string, unknown>>;
  const isWhole = Object.keys(members).every((name) => form.members.includes(name));
  const cells = form.members.map((name) => members[name]);
  return isWhole && cells.every((cell) => typeof cell === "string") ? cells : undefined;
}
