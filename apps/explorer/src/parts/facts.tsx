import type { ComponentChildren } from "preact";
import { LongValue } from "./long-value.tsx";
import "./facts.css";

/** What is known of a thing, by the names of the API. Members that are absent or empty are left out. */
export function Facts({ of }: { readonly of: Readonly<Record<string, unknown>> }) {
  const rows = Object.entries(of).filter(([, value]) => value !== undefined && value !== "");
  return (
    <dl class="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt class="mono">{name}</dt>
          <dd>{shown(name, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function shown(name: string, value: unknown): ComponentChildren {
  if (value instanceof Date) return <Moment at={value} />;
  const said = typeof value === "string" ? value : JSON.stringify(value);
  return said.length > 24 ? <LongValue value={said} of={name} most={40} /> : said;
}

/** A moment, to the second, in UTC, as the API writes it. */
export function Moment({ at }: { readonly at: Date }) {
  const text = at.toISOString().replace(/\.\d+Z$/, "Z");
  return (
    <time dateTime={text} title={at.toLocaleString()}>
      {text}
    </time>
  );
}
