import { wipe } from "@keyferry/bytes";
import { useId, useState } from "preact/hooks";
import { Dialog } from "../../parts/dialog.tsx";
import { Notice } from "../../parts/notice.tsx";
import { language } from "../../text/text.ts";
import type { StateErrorReason } from "../state/state-error.ts";
import type { StateFacts } from "../state/state-file.ts";
import { showKms } from "./current.ts";
import type { PlaygroundDialogProps } from "./dialog-props.ts";
import { playgroundText } from "./playground-text.ts";

/** A file that was chosen, and what it says of itself. */
interface Chosen {
  readonly bytes: Uint8Array;
  readonly facts: StateFacts;
}

/** Loads a saved KMS in the place of the one that there is. */
export function LoadDialog({ onClose }: PlaygroundDialogProps) {
  const words = playgroundText().load;
  const [chosen, setChosen] = useState<Chosen>();
  const [passphrase, setPassphrase] = useState("");
  const [working, setWorking] = useState(false);
  const [refused, setRefused] = useState<StateErrorReason>();
  const [file, secret] = [useId(), useId()];
  /** Does something that may be refused, and says why where it is. */
  const attempt = async (work: () => Promise<void>) => {
    setWorking(true);
    setRefused(undefined);
    await work().catch((error: unknown) => {
      setRefused(reasonOf(error));
    });
    setWorking(false);
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen === undefined) return;
          void attempt(async () => {
            await load(chosen.bytes, passphrase);
            onClose();
          });
        }}
      >
        <p>{words.lead}</p>
        <div>
          <label for={file}>{words.file}</label>
          <input
            class="input"
            id={file}
            type="file"
            accept=".json,application/json"
            required
            onChange={({ currentTarget }) => {
              setChosen(undefined);
              const [one] = currentTarget.files ?? [];
              if (one === undefined) return;
              void attempt(async () => {
                setChosen(await choose(one));
              });
            }}
          />
          {chosen !== undefined && (
            <p class="muted">{words.saved(new Date(chosen.facts.savedAt).toLocaleString(language.value))}</p>
          )}
        </div>
        {chosen?.facts.needsPassphrase === true && (
          <div>
            <label for={secret}>{words.passphrase}</label>
            <input
              class="input"
              id={secret}
              type="password"
              autocomplete="current-password"
              required
              value={passphrase}
              onInput={({ currentTarget }) => {
                setPassphrase(currentTarget.value);
              }}
            />
          </div>
        )}
        {refused !== undefined && <Notice kind="refused" title={words.refused[refused]} />}
        <div class="row">
          <button class="button chief" disabled={working || chosen === undefined}>
            {working ? words.working : words.submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Reads a file, and what it says of itself. @throws StateError */
async function choose(file: File): Promise<Chosen> {
  const { checkStateSize, readStateFacts } = await import("../state/state-file.ts");
  checkStateSize(file.size);
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { bytes, facts: readStateFacts(bytes) };
}

/** @throws StateError, StoreError */
async function load(bytes: Uint8Array, passphrase: string): Promise<void> {
  const { decodeState } = await import("../state/state-file.ts");
  const state = await decodeState(bytes, passphrase);
  try {
    await showKms({ state });
  } finally {
    wipe(state.rootKey);
  }
}

/** What does not go together was changed, too. */
function reasonOf(error: unknown): StateErrorReason {
  return error instanceof Error && error.name === "StateError"
    ? (error as Error & { readonly reason: StateErrorReason }).reason
    : "damaged";
}
