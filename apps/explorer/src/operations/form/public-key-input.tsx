import { encodeBase64 } from "@keyferry/bytes";
import { useState } from "preact/hooks";
import { saveFile } from "../../parts/save-file.ts";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";
import { FileButton } from "./file-button.tsx";
import { makePair, makesPairsOf, pairOf } from "./fresh-pair.ts";
import type { InputProps } from "./input-props.ts";
import { LinesInput } from "./lines-input.tsx";

/** The longest file that is read for a public key, in bytes. */
const maxFile = 16_384;

/** The kind of pairs that is made where the form does not say one. */
const usualSpec = "RSA_2048";

/** A public key, typed or pasted, from a file of PEM or DER, or of a fresh pair. */
export function PublicKeyInput(props: InputProps) {
  const { value, onValue } = props;
  const says = speaks(en, zh);
  const [fault, setFault] = useState<string>();
  const pair = pairOf(value);
  const [working, setWorking] = useState(false);
  const spec = specBeside(props);
  return (
    <div class="form-bytes">
      <LinesInput {...props} rows={4} />
      <div class="row form-tools">
        <FileButton
          name={says.fromKeyFile}
          max={maxFile}
          onBytes={(bytes) => {
            setFault(undefined);
            onValue(publicKeyText(bytes));
          }}
          onFault={setFault}
        />
        {makesPairsOf(spec) && (
          <button
            class="form-tool"
            type="button"
            disabled={working}
            onClick={() => {
              setWorking(true);
              makePair(spec)
                .then(
                  ({ publicKey }) => {
                    setFault(undefined);
                    onValue(publicKey);
                  },
                  (error: unknown) => {
                    setFault(String(error));
                  },
                )
                .finally(() => {
                  setWorking(false);
                });
            }}
          >
            {working ? says.makingPair : says.newPair(spec)}
          </button>
        )}
        {pair !== undefined && <PrivateKey pem={pair.privateKeyPem} />}
      </div>
      {fault !== undefined && (
        <p class="form-fault" role="status">
          {fault}
        </p>
      )}
    </div>
  );
}

/** The private key of a fresh pair, to be saved: what was exported opens with it. */
function PrivateKey({ pem }: { readonly pem: string }) {
  const { savePrivateKey } = speaks(en, zh);
  return (
    <button
      class="form-tool"
      type="button"
      onClick={() => {
        saveFile(new Blob([pem], { type: "application/x-pem-file" }), "recipient-key.pem");
      }}
    >
      {savePrivateKey}
    </button>
  );
}

/** The kind of key that the form asks for: the choice of key specs that stands beside the key. */
function specBeside({ parameter, field, values }: InputProps): string {
  const place = parameter.slice(0, parameter.length - field.name.length);
  return values[`${place}WrappingKeySpec`] ?? usualSpec;
}

/** PEM as it is; DER as base64. */
function publicKeyText(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text.startsWith("-----BEGIN ") ? text : encodeBase64(bytes);
}
