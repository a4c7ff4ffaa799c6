import { serviceError } from "../errors/service-error.ts";
import { shortened } from "../errors/shortened.ts";

const maxItems = 100;

/**
 * Gathers a repeated list from decoded parameters: `Name.1`, `Name.2` as a list of texts, `Name.1.Key`, `Name.1.Value` as
 * a list of objects. Numbers begin at 1; gaps close up, as clients leave some.
 *
 * @returns undefined when there is no item
 * @throws ServiceError `InvalidParameter` for a number that is none or too large, or an item in both forms
 */
export function assembleList(
  name: string,
  parameters: ReadonlyMap<string, string>,
): readonly (string | Readonly<Record<string, string>>)[] | undefined {
  const items = new Map<number, string | Record<string, string>>();
  const start = `${name}.`;
  for (const [sent, value] of parameters) {
    if (!sent.startsWith(start)) continue;
    const [, number = "", member] = /^([1-9][0-9]{0,2})(?:\.(.+))?$/s.exec(sent.slice(start.length)) ?? [];
    const index = Number(number);
    const item = items.get(index);
    if (number === "" || index > maxItems) {
      throw bad(`has no item ${shortened(sent)}; items are 1 to ${String(maxItems)}`);
    }
    if (member === undefined && item === undefined) items.set(index, value);
    else if (member !== undefined && typeof item !== "string") {
      const object = item ?? (Object.create(null) as Record<string, string>);
      object[member] = value;
      items.set(index, object);
    } else throw bad(`has item ${number} twice, once whole and once in parts`);
  }
  if (items.size === 0) return undefined;
  return [...items].sort(([a], [b]) => a - b).map(([, item]) => item);

  function bad(reason: string) {
    return serviceError("InvalidParameter", { parameter: name, reason });
  }
}
