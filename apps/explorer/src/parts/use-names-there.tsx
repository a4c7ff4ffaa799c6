import type { IdentifierKind } from "@keyferry/protocol";
import { useState } from "preact/hooks";
import type { Connection } from "../connection/connection.ts";
import { useCalls } from "../connection/use-call.ts";
import { namesThere, type NamedThing } from "./names-there.ts";

/** A list for an input of what the KMS has of a kind, and what the input needs to have it asked for: when somebody comes to it. */
export function useNamesThere(connection: Connection, kind: IdentifierKind | undefined, id: string) {
  const [asked, setAsked] = useState(false);
  const list = `${id}-there`;
  return {
    input: {
      list,
      onFocus: () => {
        setAsked(true);
      },
    },
    datalist: (
      <datalist id={list}>
        {asked && kind !== undefined && <There kind={kind} connection={connection} />}
      </datalist>
    ),
  };
}

function There({ kind, connection }: { readonly kind: IdentifierKind; readonly connection: Connection }) {
  const { value } = useCalls<readonly NamedThing[]>(connection, kind, (call) => namesThere(kind, call));
  return value?.map(({ name, label }) => (
    <option key={name} value={name} label={label === undefined ? name : `${label} (${name})`} />
  ));
}
