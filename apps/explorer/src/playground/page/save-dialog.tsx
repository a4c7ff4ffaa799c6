import { wipe } from "@keyferry/bytes";
import { useId, useState } from "preact/hooks";
import { Dialog } from "../../parts/dialog.tsx";
import { Notice } from "../../parts/notice.tsx";
import { saveFile } from "../../parts/save-file.ts";
import type { TabKms } from "../open-kms.ts";
import type { PlaygroundDialogProps } from "./dialog-props.ts";
import { messageOf } from "./message-of.ts";
import { playgroundText } from "./playground-text.ts";

/** Characters of a passphrase at the most. */
const longestPassphrase = 1024;

/** Saves all of the KMS to a file, sealed under a passphrase where one is given. */
export function SaveDialog({ kms, onClose }: PlaygroundDialogProps) {
  const words = playgroundText().save;
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [state, setState] = useState<"idle" | "working" | "differs">("idle");
  const [failed, setFailed] = useState<string>();
  const [first, second] = [useId(), useId()];
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== again) {
            setState("differs");
            return;
          }
          setState("working");
          setFailed(undefined);
          save(kms, passphrase).then(onClose, (error: unknown) => {
            setState("idle");
            setFailed(messageOf(error));
          });
        }}
      >
        <p>{words.lead}</p>
        <div>
          <label for={first}>{words.passphrase}</label>
          <input
            class="input"
            id={first}
            type="password"
            autocomplete="new-password"
            maxLength={longestPassphrase}
            value={passphrase}
            onInput={({ currentTarget }) => {
              setPassphrase(currentTarget.value);
            }}
          />
          <p class="muted">{words.passphraseHelp}</p>
        </div>
        {passphrase === "" ? (
          <Notice kind="amber" title={words.open} />
        ) : (
          <div>
            <label for={second}>{words.again}</label>
            <input
              class="input"
              id={second}
              type="password"
              autocomplete="new-password"
              maxLength={longestPassphrase}
              value={again}
              onInput={({ currentTarget }) => {
                setAgain(currentTarget.value);
                setState("idle");
              }}
            />
          </div>
        )}
        {state === "differs" && <Notice kind="refused" title={words.differs} />}
        {failed !== undefined && (
          <Notice kind="refused" title={words.failed}>
            <p>{failed}</p>
          </Notice>
        )}
        <div class="row">
          <button class="button chief" disabled={state === "working"}>
            {state === "working" ? words.working : words.submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

async function save(kms: TabKms, passphrase: string): Promise<void> {
  const { encodeState } = await import("../state/state-file.ts");
  const savedAt = Date.now();
  const state = await kms.state();
  try {
    const file = await encodeState(state, {
      savedAt,
      ...(passphrase !== "" && { passphrase }),
    });
    const day = new Date(savedAt).toISOString().slice(0, 10);
    saveFile(new Blob([file], { type: "application/json" }), `keyferry-playground-${day}.json`);
  } finally {
    wipe(state.rootKey);
  }
}
