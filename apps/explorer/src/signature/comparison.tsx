import { compareTexts, readStringToSign } from "@keyferry/signature/steps";
import { useMemo } from "preact/hooks";
import { signature as en } from "../text/en/signature.ts";
import { speaks } from "../text/text.ts";
import { signature as zh } from "../text/zh/signature.ts";
import { createLighting } from "./lighting.ts";
import { MarkedBox } from "./marked-box.tsx";
import "./signature.css";

/** What this page signed beside what the server signs, with the first difference marked. */
export function Comparison({ client, server }: { readonly client: string; readonly server: string }) {
  const { comparison: says } = speaks(en, zh);
  const lighting = useMemo(createLighting, []);
  const found = useMemo(() => compareTexts(client, server), [client, server]);
  const sides = [
    { key: "client", name: says.client, text: found?.client ?? readStringToSign(client), at: found?.client },
    { key: "server", name: says.server, text: found?.server ?? readStringToSign(server), at: found?.server },
  ];
  return (
    <div class="stack">
      <p>{found === null ? says.equal : differs()}</p>
      <div class="comparison">
        {sides.map(({ key, name, text, at }) => (
          <figure key={key} data-side={key}>
            <figcaption>{name}</figcaption>
            <MarkedBox marked={text} of={name} lighting={lighting} different={at?.different} />
          </figure>
        ))}
      </div>
    </div>
  );

  function differs(): string {
    const within = found?.within;
    if (within === undefined) return says.differsSomewhere;
    if (within.of === "part" && within.name === "request hash") return says.hashDiffers;
    return says.differs(within.name);
  }
}
