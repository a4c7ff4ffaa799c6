import { useState } from "preact/hooks";
import type { TabKms } from "../open-kms.ts";
import { AboutDialog } from "./about-dialog.tsx";
import { aheadText } from "./ahead.ts";
import { AnewDialog } from "./anew-dialog.tsx";
import { ClockDialog } from "./clock-dialog.tsx";
import { current, fault } from "./current.ts";
import { LoadDialog } from "./load-dialog.tsx";
import { playgroundText } from "./playground-text.ts";
import { SaveDialog } from "./save-dialog.tsx";
import "./playground.css";

const dialogs = {
  about: AboutDialog,
  save: SaveDialog,
  load: LoadDialog,
  clock: ClockDialog,
  anew: AnewDialog,
} as const;

/** Says plainly that this is a playground, above everything, and keeps, loads, moves and empties it. */
export function Strip({ kms }: { readonly kms: TabKms }) {
  const [open, setOpen] = useState<keyof typeof dialogs>();
  const words = playgroundText();
  const aheadMs = current.value?.aheadMs ?? 0;
  const Opened = open && dialogs[open];
  return (
    <section class="strip" aria-label={words.name}>
      <p>
        <strong>{words.name}</strong> <span>{words.what}</span>
        {aheadMs > 0 && <strong class="strip-ahead">{aheadText(aheadMs)}</strong>}
      </p>
      <div class="row">
        {(Object.keys(dialogs) as (keyof typeof dialogs)[]).map((name) => (
          <button
            key={name}
            class="button"
            onClick={() => {
              setOpen(name);
            }}
          >
            {words[name].button}
          </button>
        ))}
      </div>
      {fault.value !== undefined && (
        <p role="alert">
          {words.fault} <code>{fault.value}</code>
        </p>
      )}
      {Opened && (
        <Opened
          kms={kms}
          onClose={() => {
            setOpen(undefined);
          }}
        />
      )}
    </section>
  );
}
