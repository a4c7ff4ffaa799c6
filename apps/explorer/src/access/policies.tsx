import { useState } from "preact/hooks";
import { CodeBox } from "../parts/code-box.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { access as en } from "../text/en/access.ts";
import { speaks } from "../text/text.ts";
import { access as zh } from "../text/zh/access.ts";

/** Policy documents that are attached to somebody. */
export interface AttachedPolicies {
  /** What is said above them. */
  readonly title: string;
  readonly documents: readonly unknown[];
}

/** A button that shows policies, as JSON. */
export function Policies({
  name,
  attached,
}: {
  /** Whose they are. */
  readonly name: string;
  readonly attached: readonly AttachedPolicies[];
}) {
  const words = speaks(en, zh);
  const [open, setOpen] = useState(false);
  const count = attached.reduce((sum, { documents }) => sum + documents.length, 0);
  if (count === 0) return <span class="muted">{words.none}</span>;
  return (
    <>
      <button
        class="button"
        onClick={() => {
          setOpen(true);
        }}
      >
        {words.show(count)}
      </button>
      {open && (
        <Dialog
          title={words.policiesOf(name)}
          onClose={() => {
            setOpen(false);
          }}
        >
          {attached
            .filter(({ documents }) => documents.length > 0)
            .map(({ title, documents }) => (
              <section key={title} class="stack">
                <h3>{title}</h3>
                {documents.map((document, index) => (
                  <CodeBox
                    key={index}
                    of={words.policyOf(name, index + 1)}
                    value={JSON.stringify(document, undefined, 2)}
                  />
                ))}
              </section>
            ))}
        </Dialog>
      )}
    </>
  );
}
