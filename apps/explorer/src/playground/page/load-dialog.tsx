import { wipe } from "@keyferry/bytes";
import { useId, useRef, useState } from "preact/hooks";
import { Dialog } from "../../parts/dialog.tsx";
import { Notice } from "../../parts/notice.tsx";
import { language } from "../../text/text.ts";
import type { StateErrorReason } from "../state/state-error.ts";
import type { StateFacts } from "../state/state-file.ts";
import { showKms } from "./current.ts";
import type { PlaygroundDialogProps } from "./dialog-props.ts";
import { messageOf } from "../../connection/message-of.ts";
import { Failed } from "./failed.tsx";
import { PassphraseField } from "./passphrase-field.tsx";
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
  const [failed, setFailed] = useState<string>();
  /** Number of the latest attempt: what an earlier one has to say is of another file. */
  const latest = useRef(0);
  const file = useId();
  /** Does something that may be refused, and says why where it is. @param done is not called where another attempt came since */
  const attempt = async <Outcome,>(work: () => Promise<Outcome>, done: (outcome: Outcome) => void) => {
    const number = ++latest.current;
    setWorking(true);
    setRefused(undefined);
    setFailed(undefined);
    const settle = (say: () => void) => {
      if (number !== latest.current) return;
      setWorking(false);
      say();
    };
    try {
      const outcome = await work();
      settle(() => {
        done(outcome);
      });
    } catch (error) {
      settle(() => {
        const reason = reasonOf(error);
        setRefused(reason);
        if (reason === undefined) setFailed(messageOf(error));
      });
    }
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen === undefined) return;
          void attempt(() => load(chosen.bytes, passphrase), onClose);
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
              void attempt(async () => (one === undefined ? undefined : choose(one)), setChosen);
            }}
          />
          {chosen !== undefined && (
            <p class="muted">{words.saved(new Date(chosen.facts.savedAt).toLocaleString(language.value))}</p>
          )}
        </div>
        {chosen?.facts.needsPassphrase === true && (
          <PassphraseField
            name={words.passphrase}
            autocomplete="current-password"
            required
            value={passphrase}
            onValue={setPassphrase}
          />
        )}
        {refused !== undefined && <Notice kind="refused" title={words.refused[refused]} />}
        <Failed title={words.failed} why={failed} />
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

/** Why a file is refused: what does not go together was changed, too. Undefined where it is not the file's fault. */
function reasonOf(error: unknown): StateErrorReason | undefined {
  // By their names: their classes are loaded with the KMS.
  if (!(error instanceof Error)) return undefined;
  if (error.name === "StateError") return (error as Error & { readonly reason: StateErrorReason }).reason;
  return error.name === "StoreError" ? "damaged" : undefined;
}
