import type { Form } from "./who-sees.ts";

/** What the keyhole of a closed lock looks like: round for the KMS key, a diamond for the recipient's, a bar for TLS. */
const keyholes = {
  kms: <circle cx="32" cy="43" r="6" />,
  recipient: <path d="M32 34l9 9-9 9-9-9z" />,
  tls: <path d="M20 40h24v6H20z" />,
} as const;

/** The data key: a lock that is open and shows it, or closed. Silent: words stand beside it. */
export function DataKey({ form }: { readonly form: Form }) {
  return (
    <svg class={`data-key ${form}`} viewBox="0 0 64 64" aria-hidden="true">
      <path
        class="data-key-shackle"
        d={form === "open" ? "M20 28V14a12 12 0 0 1 24 0v3" : "M20 28V18a12 12 0 0 1 24 0v10"}
      />
      <rect class="data-key-body" x="6" y="26" width="52" height="34" rx="8" />
      <g class="data-key-inside">
        {form === "open" ? (
          <path
            class="data-key-itself"
            d="M19 49.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM25.5 43H51M43 43v6M50 43v6"
          />
        ) : (
          keyholes[form]
        )}
      </g>
    </svg>
  );
}
