import * as z from "zod/mini";
import { invalidField } from "../errors/invalid-field.ts";
import { serviceError } from "../errors/service-error.ts";
import type { FieldRow } from "../field-table.ts";
import type { Operation, RequestOf } from "../operation.ts";
import { assembleList } from "./repeated-list.ts";

/**
 * Reads an operation's request from decoded parameters. Parameters that the operation does not know are tolerated, as
 * clients send several; an empty value counts as absent, unless the field says otherwise, and so does one that another parameter overrides.
 *
 * @throws ServiceError `MissingParameter` or `InvalidParameter`, naming the parameter
 */
export function parseRequest<O extends Pick<Operation, "fields" | "request">>(
  operation: O,
  parameters: ReadonlyMap<string, string>,
): z.output<O["request"]> {
  refuseFlattened(operation, parameters);
  const wire = givenValues(operation.fields, parameters);
  const result = z.safeDecode(operation.request, wire);
  if (result.success) return result.data as z.output<O["request"]>;
  throw invalidField(result.error.issues);
}

/**
 * The values of fields that count: an empty one does not, unless the field says otherwise, and neither does one that another
 * parameter overrides.
 *
 * @throws ServiceError `MissingParameter`; `InvalidParameter` for a list that is not sent as one
 */
export function givenValues(
  fields: readonly FieldRow[],
  parameters: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const given = Object.create(null) as Record<string, unknown>;
  for (const { name, required, repeated, mayBeEmpty, overriddenBy } of fields) {
    if (overriddenBy !== undefined && (parameters.get(overriddenBy) ?? "") !== "") continue;
    const value = repeated ? assembleList(name, parameters) : parameters.get(name);
    if (value !== undefined && (value !== "" || mayBeEmpty)) given[name] = value;
    else if (required) throw serviceError("MissingParameter", { parameter: name });
    if (repeated) refuseUnnumbered(name, parameters);
  }
  return given;
}

/** Encodes a request into parameters, in the order of its definition. Absent and overridden fields are left out. */
export function encodeRequest<O extends Operation>(operation: O, request: RequestOf<O>): Map<string, string> {
  const result = z.safeEncode(operation.request, request);
  if (!result.success) throw invalidField(result.error.issues);
  const parameters = new Map<string, string>();
  const data = result.data as Readonly<Record<string, unknown>>;
  for (const { name, overriddenBy } of operation.fields) {
    if (overriddenBy === undefined || data[overriddenBy] === undefined) add(name, data[name]);
  }
  return parameters;

  function add(name: string, value: unknown): void {
    if (typeof value === "string") parameters.set(name, value);
    else if (Array.isArray(value)) {
      value.forEach((item, index) => {
        add(`${name}.${String(index + 1)}`, item);
      });
    } else if (value !== undefined) {
      for (const [member, inner] of Object.entries(value as object)) add(`${name}.${member}`, inner);
    }
  }
}

function refuseFlattened(
  { fields }: Pick<Operation, "fields">,
  parameters: ReadonlyMap<string, string>,
): void {
  for (const sent of parameters.keys()) {
    const dot = sent.indexOf(".");
    if (dot < 0) continue;
    const start = sent.slice(0, dot);
    const field = fields.find(({ name }) => name === start);
    if (field === undefined || field.repeated || fields.some(({ name }) => name === sent)) continue;
    // What follows the dot may be a secret: it is not repeated.
    const reason =
      `arrived in parts, as ${field.name}.*; it must be one parameter, ${field.name}, that holds JSON text` +
      ` (a typed call of an old SDK sends it so: hand it the JSON text)`;
    throw serviceError("InvalidParameter", { parameter: field.name, reason });
  }
}

function refuseUnnumbered(name: string, parameters: ReadonlyMap<string, string>): void {
  if ((parameters.get(name) ?? "") === "") return;
  const reason = `is a list, whose items are parameters of their own: ${name}.1, ${name}.2 and so on`;
  throw serviceError("InvalidParameter", { parameter: name, reason });
}
