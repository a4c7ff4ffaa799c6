import type { Operation } from "@keyferry/protocol";
import type { SignatureSteps } from "@keyferry/signature/steps";
import { useEffect, useId, useMemo, useState } from "preact/hooks";
import { accessKey } from "../connection/access-key.ts";
import type { AccessKey, Connection } from "../connection/connection.ts";
import {
  methodsOf,
  newStamp,
  signedSteps,
  usualSigning,
  type Scheme,
  type Signing,
} from "../connection/signed-call.ts";
import { Notice } from "../parts/notice.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { signature as en } from "../text/en/signature.ts";
import { speaks, text } from "../text/text.ts";
import { signature as zh } from "../text/zh/signature.ts";
import { AskServer } from "./ask-server.tsx";
import { createLighting, type Lighting } from "./lighting.ts";
import { Places } from "./places.tsx";
import { Steps } from "./steps.tsx";
import "./signature.css";

const schemes: readonly Scheme[] = ["V1", "ACS3", "ACS4"];

/** What the signature of a call is shown of. */
export interface SignaturePanelProps {
  readonly connection: Connection;
  readonly operation: Operation;
  /** Text by name, as it travels. */
  readonly parameters: Readonly<Record<string, string>>;
  /** How the request is signed, where something else chooses it. Default: it is chosen here. */
  readonly signing?: Signing;
  /** Lights up what is pointed at elsewhere, such as in a form. Default: lighting of its own. */
  readonly lighting?: Lighting;
}

/** The signature of a call, built step by step in each scheme. */
export function SignaturePanel(props: SignaturePanelProps) {
  if (accessKey.value === undefined) return <Notice kind="amber" title={text.value.accessKey.needed} />;
  return <WithKey {...props} accessKey={accessKey.value} />;
}

function WithKey({
  connection,
  operation,
  parameters,
  accessKey: key,
  ...given
}: SignaturePanelProps & { readonly accessKey: AccessKey }) {
  const says = speaks(en, zh);
  const id = useId();
  const own = useMemo(createLighting, []);
  const lighting = given.lighting ?? own;
  const methods = methodsOf(operation);
  const { scheme: schemeGiven, format, method: methodSaid } = given.signing ?? usualSigning;
  // By itself the panel begins with GET, so that the address has the parameters, too.
  const methodGiven = methodSaid ?? (given.signing && methods[0]) ?? "GET";
  const [scheme, setScheme] = useState<Scheme>(schemeGiven);
  const [chosen, setMethod] = useState<"GET" | "POST">(methodGiven);
  useEffect(() => {
    setScheme(schemeGiven);
    setMethod(methodGiven);
  }, [schemeGiven, methodGiven]);
  const method = methods.includes(chosen) ? chosen : methods[0];
  const signing: Signing = { scheme, format, ...(method && { method }) };
  const call = JSON.stringify([operation.name, parameters, key, signing]);
  const [sent, setSent] = useState<SignatureSteps>();
  useEffect(() => {
    setSent(undefined);
  }, [call]);
  const stamp = useMemo(newStamp, [operation.name]);
  const drawn = useMemo(
    () => tried(() => signedSteps(connection, operation, parameters, key, signing, stamp)),
    [connection, call, stamp],
  );
  const signed = sent ?? drawn;
  return (
    <div class="stack">
      <div class="row" role="radiogroup" aria-labelledby={`${id}-method`}>
        <span id={`${id}-method`}>{says.method}</span>
        {methods.map((each) => (
          <label key={each} class="row">
            <input
              type="radio"
              name={`${id}-method`}
              value={each}
              checked={each === method}
              onChange={() => {
                setMethod(each);
              }}
            />
            <code>{each}</code>
          </label>
        ))}
      </div>
      <Tabs
        name={says.scheme}
        chosen={scheme}
        onChoose={(to) => {
          setScheme(to as Scheme);
        }}
        tabs={schemes.map((each) => ({ key: each, name: each, content: () => content(signed) }))}
      />
      <AskServer toSign={{ connection, operation, parameters, accessKey: key, signing }} onSigned={setSent} />
    </div>
  );

  function content(shown: SignatureSteps | TypeError) {
    if (shown instanceof TypeError) {
      return (
        <Notice kind="refused" title={says.cannotSign}>
          <p>{shown.message}</p>
        </Notice>
      );
    }
    return (
      <div class="stack signature-steps">
        <Places steps={shown.steps} lighting={lighting} />
        <Steps signed={shown} scheme={scheme} lighting={lighting} />
      </div>
    );
  }
}

/** What cannot be signed is said, and not thrown: it may be half typed. */
function tried(sign: () => SignatureSteps): SignatureSteps | TypeError {
  try {
    return sign();
  } catch (error) {
    if (error instanceof TypeError) return error;
    throw error;
  }
}
