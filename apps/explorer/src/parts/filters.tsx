import { useEffect, useId, useRef } from "preact/hooks";
import { keepInAddress, route } from "../address/route.ts";
import { text } from "../text/text.ts";
import "./filters.css";

/** Something that a list can be filtered by. */
export interface Filter<Name extends string> {
  /** As the API calls it. */
  readonly name: Name;
  /** The values that there are; absent where it is any text. */
  readonly values?: readonly string[];
}

/** What the address says that a list is to be filtered by: the `Filters` of a request. */
export function filtersAsked<Name extends string>(
  filters: readonly Filter<Name>[],
): { Key: Name; Values: string[] }[] | undefined {
  const { query } = route.value;
  const asked = filters.flatMap(({ name }) => {
    const value = query.get(name) ?? "";
    return value === "" ? [] : [{ Key: name, Values: [value] }];
  });
  return asked.length === 0 ? undefined : asked;
}

/** Filters of a list; what is chosen stands in the address. */
export function Filters({ filters }: { readonly filters: readonly Filter<string>[] }) {
  const { frame } = text.value;
  const { query } = route.value;
  const set = (name: string, value: string) => {
    keepInAddress({ ...Object.fromEntries(query), page: undefined, [name]: value });
  };
  return (
    <search class="filters">
      {filters.map(({ name, values }) => (
        <One key={name} name={name} values={values} value={query.get(name) ?? ""} onSet={set} />
      ))}
      {filters.some(({ name }) => query.has(name)) && (
        <button
          class="button quiet"
          onClick={() => {
            keepInAddress({});
          }}
        >
          {frame.noFilters}
        </button>
      )}
    </search>
  );
}

function One({
  name,
  values,
  value,
  onSet,
}: {
  readonly name: string;
  readonly values: readonly string[] | undefined;
  readonly value: string;
  readonly onSet: (name: string, value: string) => void;
}) {
  const { frame } = text.value;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  // The address may change by itself: what was typed must not stand there as if it were asked for.
  useEffect(() => {
    if (field.current !== null) field.current.value = value;
  }, [value]);
  return (
    <div>
      <label class="mono" for={id}>
        {name}
      </label>
      {values === undefined ? (
        <input
          ref={field}
          class="input"
          id={id}
          placeholder={frame.any}
          spellcheck={false}
          defaultValue={value}
          onChange={({ currentTarget }) => {
            onSet(name, currentTarget.value.trim());
          }}
        />
      ) : (
        <select
          class="input"
          id={id}
          value={value}
          onChange={({ currentTarget }) => {
            onSet(name, currentTarget.value);
          }}
        >
          <option value="">{frame.any}</option>
          {values.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      )}
    </div>
  );
}
