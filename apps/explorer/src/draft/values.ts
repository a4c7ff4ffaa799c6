import type { FieldRow, Operation } from "@keyferry/protocol";

/** What stands in a form: text by the name of its parameter, as it travels. Empty text is there while somebody types. */
export type Values = Readonly<Record<string, string>>;

/** The most items that a repeated list may have. */
export const maxItems = 100;

/** The name of the switch that operations with a dry run have beside their fields. */
export const dryRunName = "DryRun";

/** The field that a parameter belongs to: `Tag` for `Tag.1.Key`. Absent for `DryRun` and for what the operation does not take. */
export function fieldOf({ fields }: Operation, parameter: string): FieldRow | undefined {
  return fields.find(
    ({ name, repeated }) => name === parameter || (repeated && parameter.startsWith(`${name}.`)),
  );
}

/** The parameters that a request of these values has: empty ones are left out, but where an empty one says something. */
export function sentOf(operation: Operation, values: Values): Values {
  return only(values, (name, value) => {
    if (name === dryRunName) return operation.dryRun && value === "true";
    const field = fieldOf(operation, name);
    return field !== undefined && (value !== "" || field.mayBeEmpty);
  });
}

/** What the address of a form says: all of its values but those that may be secrets. */
export function sharedOf(operation: Operation, values: Values): Values {
  return only(
    sentOf(operation, values),
    (name) => name === dryRunName || fieldOf(operation, name)?.secret === false,
  );
}

/** The values that an address brings: what the operation takes, and no secrets. */
export function valuesIn(operation: Operation, query: URLSearchParams): Values {
  return sharedOf(operation, Object.fromEntries(query));
}

/** How many items of a repeated list there are in a form, empty ones too. */
export function itemsOf({ name }: FieldRow, values: Values): number {
  const numbers = Object.keys(values).flatMap((parameter) => {
    const [, number] = /^\.([1-9][0-9]{0,2})(?:\.|$)/.exec(parameter.slice(name.length)) ?? [];
    return parameter.startsWith(name) && number !== undefined ? [Number(number)] : [];
  });
  return Math.max(0, ...numbers);
}

/** The parameters of an item of a repeated list: `ResourceId.1`, or `Tag.1.Key` and `Tag.1.Value`. */
export function parametersOf({ name, parts }: FieldRow, item: number): readonly string[] {
  const whole = `${name}.${String(item)}`;
  return parts?.map((part) => `${whole}.${part.name}`) ?? [whole];
}

/** The same values without one item of a list; those behind it move up. */
export function withoutItem(field: FieldRow, values: Values, item: number): Values {
  const start = `${field.name}.`;
  const moved = Object.entries(values).flatMap(([parameter, value]) => {
    if (!parameter.startsWith(start)) return [[parameter, value] as const];
    const [number = "", ...rest] = parameter.slice(start.length).split(".");
    const at = Number(number);
    if (at === item) return [];
    return [[[field.name, at > item ? at - 1 : at, ...rest].join("."), value] as const];
  });
  return Object.fromEntries(moved);
}

function only(values: Values, keep: (name: string, value: string) => boolean): Values {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => keep(name, value)));
}
