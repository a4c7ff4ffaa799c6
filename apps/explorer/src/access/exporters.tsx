import { listAliases, listKeys } from "@keyferry/protocol";
import { useId } from "preact/hooks";
import { linkTo } from "../address/route.ts";
import type { Connection } from "../connection/connection.ts";
import { useCalls, type Call } from "../connection/use-call.ts";
import { Empty } from "../parts/empty.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { access as en } from "../text/en/access.ts";
import { speaks } from "../text/text.ts";
import { access as zh } from "../text/zh/access.ts";
import { ExportersOf } from "./exporters-of.tsx";

/** Asks who may export data keys of a key, and to whom. @param asked the key; undefined: the first one */
export function Exporters({
  connection,
  asked,
}: {
  readonly connection: Connection;
  readonly asked: string | undefined;
}) {
  const words = speaks(en, zh);
  const id = useId();
  const outcome = useCalls(connection, "keys to ask about", keysToChoose);
  return (
    <Loaded outcome={outcome}>
      {(keys) => {
        const [first] = keys;
        const key = asked ?? first?.id;
        if (key === undefined) {
          return (
            <Empty says={words.noKeys}>
              <a class="button chief" href={linkTo(["operations", "CreateKey"])}>
                {words.createKey}
              </a>
            </Empty>
          );
        }
        return (
          <>
            <form
              class="row"
              onSubmit={(event) => {
                event.preventDefault();
                const given = new FormData(event.currentTarget).get("key");
                if (typeof given === "string") location.hash = linkTo(["access", "exporters", given.trim()]);
              }}
            >
              <label for={id}>{words.key}</label>
              <input
                class="input key-asked"
                id={id}
                name="key"
                list={`${id}-keys`}
                key={key}
                defaultValue={key}
                required
                spellcheck={false}
                title={words.keyHint}
              />
              <datalist id={`${id}-keys`}>
                {keys.map(({ id: value, alias }) => (
                  <option key={value} value={value}>
                    {alias}
                  </option>
                ))}
              </datalist>
              <button class="button chief">{words.ask}</button>
            </form>
            <ExportersOf connection={connection} asked={key} />
          </>
        );
      }}
    </Loaded>
  );
}

/** The first hundred keys, with an alias each where there is one. */
async function keysToChoose(
  call: Call,
): Promise<readonly { readonly id: string; readonly alias?: string }[]> {
  const [{ Keys: keys }, { Aliases: aliases }] = await Promise.all([
    call(listKeys, { PageSize: 100 }),
    call(listAliases, { PageSize: 100 }),
  ]);
  const names = new Map(aliases.map(({ KeyId, AliasName }) => [KeyId, AliasName]));
  return keys.map(({ KeyId: id }) => {
    const alias = names.get(id);
    return { id, ...(alias !== undefined && { alias }) };
  });
}
