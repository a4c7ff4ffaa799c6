/** States in which a thing does its work, and those in which it waits for something. Others are at an end. */
const kinds: Readonly<Record<string, "done" | "amber">> = {
  Enabled: "done",
  Connected: "done",
  PendingImport: "amber",
  PendingDeletion: "amber",
  Uninitialized: "amber",
};

/** The state of a thing as the API calls it, with a colour beside the word. */
export function StateMark({ state }: { readonly state: string }) {
  return <span class={`mark ${kinds[state] ?? ""}`}>{state}</span>;
}
