import { useId } from "preact/hooks";
import { accessKey, useAccessKeyOf } from "../connection/access-key.ts";
import type { AccessKey } from "../connection/connection.ts";
import { Dialog } from "../parts/dialog.tsx";
import { text } from "../text/text.ts";

/** Asks for the access key that requests are signed with. */
export function AccessKeyDialog({
  builtIn,
  onClose,
}: {
  readonly builtIn: AccessKey | undefined;
  readonly onClose: () => void;
}) {
  const words = text.value.accessKey;
  const [id, secret, token] = [useId(), useId(), useId()];
  const now = accessKey.value;
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          const field = (name: string) => (given.get(name) as string).trim();
          const securityToken = field("token");
          useAccessKeyOf({
            id: field("id"),
            secret: field("secret"),
            ...(securityToken !== "" && { securityToken }),
          });
          onClose();
        }}
      >
        <p class="muted">{now !== undefined && now.id === builtIn?.id ? words.builtIn : words.why}</p>
        <div>
          <label for={id} class="mono">
            {words.id}
          </label>
          <input
            class="input"
            id={id}
            name="id"
            required
            autocomplete="off"
            spellcheck={false}
            defaultValue={now?.id}
          />
        </div>
        <div>
          <label for={secret} class="mono">
            {words.secret}
          </label>
          <input class="input" id={secret} name="secret" type="password" required autocomplete="off" />
        </div>
        <div>
          <label for={token} class="mono">
            {words.securityToken}
          </label>
          <input class="input" id={token} name="token" autocomplete="off" spellcheck={false} />
          <p class="muted">{words.securityTokenWhen}</p>
        </div>
        <div class="row">
          <button class="button chief">{words.use}</button>
          <button
            class="button"
            type="button"
            onClick={() => {
              useAccessKeyOf(builtIn);
              onClose();
            }}
          >
            {words.forget}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
