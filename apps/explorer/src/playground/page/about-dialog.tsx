import { accessKey, useAccessKeyOf } from "../../connection/access-key.ts";
import type { AccessKey } from "../../connection/connection.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { seededUsers } from "../seed/things.ts";
import { home } from "../tab/home.ts";
import type { PlaygroundDialogProps } from "./dialog-props.ts";
import { playgroundText } from "./playground-text.ts";

/** Says what a playground is and is not, and whose access keys there are to try. */
export function AboutDialog({ onClose }: PlaygroundDialogProps) {
  const { title, lead, notReal, people } = playgroundText().about;
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{lead}</p>
      <p>{notReal}</p>
      <h3>{people.title}</h3>
      <p class="muted">{people.lead}</p>
      <ul class="stack">
        <Person name={people.root} may={people.rootMay} accessKey={home.accessKey} />
        {seededUsers.flatMap(({ name, accessKeys }) =>
          accessKeys.map((key) => <Person key={key.id} name={name} may={people.may[name]} accessKey={key} />),
        )}
      </ul>
    </Dialog>
  );
}

function Person({
  name,
  may,
  accessKey: own,
}: {
  readonly name: string;
  readonly may: string;
  readonly accessKey: AccessKey;
}) {
  const { use, inUse } = playgroundText().about.people;
  const isUsed = accessKey.value?.id === own.id;
  return (
    <li class="strip-person">
      <div>
        <strong>{name}</strong> <span>{may}</span>
        <br />
        <code>{own.id}</code> <code>{own.secret}</code>
      </div>
      <button
        class="button"
        disabled={isUsed}
        onClick={() => {
          useAccessKeyOf(own);
        }}
      >
        {isUsed ? inUse : use}
      </button>
    </li>
  );
}
