/** A version of a key, as requests name it. */
export interface ExampleVersion {
  readonly KeyId: string;
  readonly KeyVersionId: string;
}

/** A symmetric key of an instance, its primary version, an alias of it, and base64 text that it has encrypted. */
export interface ExampleKey extends ExampleVersion {
  readonly AliasName: string;
  readonly CiphertextBlob: Uint8Array;
}

/** A secret whose values are sealed under the key that examples are about, in the same instance, if any. */
export interface ExampleSecret {
  readonly SecretName: string;
  /** Its one version, which is the current one. */
  readonly VersionId: string;
}

/** A managed data key. */
export interface ExampleManagedDataKey {
  readonly DataKeyName: string;
  /** Its one version. */
  readonly DataKeyVersionId: string;
}

/** What is there before an example is sent. Whoever sends it makes these. */
export interface ExampleThings {
  /** Account id and region of everything. */
  readonly account: string;
  readonly region: string;
  /** The key that examples are about: in a state in which the operation is allowed. */
  readonly key: ExampleKey;
  /** Another one, enabled. */
  readonly other: ExampleKey;
  /** Id of the instance of {@link ExampleThings.key}; empty outside instances. */
  readonly keyInstance: string;
  readonly secret: ExampleSecret;
  /** One whose value the service renews. */
  readonly managedSecret: ExampleSecret;
  /** A name that nothing has. */
  readonly newName: string;
  /** A secret that waits for its deletion. */
  readonly deletedSecret: ExampleSecret;
  /** A key pair of EC_SM2 for encryption, and what it has encrypted. */
  readonly cipherPair: ExampleVersion & { readonly CiphertextBlob: Uint8Array };
  /** A key pair of EC_SM2 for signatures, and its signature of {@link exampleDigest}. */
  readonly signingPair: ExampleVersion & { readonly Value: Uint8Array };
  /** A key of HMAC_SHA_256, and the code that it made of {@link exampleMessage}. */
  readonly macKey: { readonly KeyId: string; readonly Mac: Uint8Array };
  /** A key whose material is to be imported. */
  readonly waitingKey: { readonly KeyId: string };
  /** Another one, and what imports material into it. */
  readonly wrappedMaterial: {
    readonly KeyId: string;
    readonly ImportToken: Uint8Array;
    readonly EncryptedKeyMaterial: Uint8Array;
  };
  /** Whom data keys are exported to; the public key in DER. */
  readonly recipient: {
    readonly PublicKeyBlob: Uint8Array;
    readonly WrappingKeySpec: "EC_SM2" | "RSA_2048";
    readonly WrappingAlgorithm: "SM2PKE" | "RSAES_OAEP_SHA_256";
  };
  /** Id of a connected instance without keys, and of one that is not connected. */
  readonly instance: string;
  readonly newInstance: string;
  /** A managed data key, sealed under the key that examples are about, and its one version. */
  readonly managedDataKey: ExampleManagedDataKey;
  /** Names of a network rule, of a policy for access points, and of an access point. */
  readonly networkRule: string;
  readonly accessPolicy: string;
  readonly accessPoint: string;
  /** A client key, and the access point that it is of. */
  readonly clientKey: { readonly ClientKeyId: string; readonly AapName: string };
}

/** What the signing pair has signed. */
export const exampleDigest = new Uint8Array(32).fill(7);

/** What the key for authentication codes has made a code of. */
export const exampleMessage = new Uint8Array(3).fill(9);

const nothing = { KeyId: "", KeyVersionId: "", AliasName: "", CiphertextBlob: new Uint8Array(0) };

const noSecret = { SecretName: "", VersionId: "" };

/** Names of the things that an example makes its request of, so that no others have to be made. */
export function thingsUsedBy({
  request,
}: {
  readonly request: (things: ExampleThings) => unknown;
}): ReadonlySet<keyof ExampleThings> {
  const used = new Set<keyof ExampleThings>();
  const things: ExampleThings = {
    account: "",
    region: "",
    key: nothing,
    other: nothing,
    keyInstance: "",
    secret: noSecret,
    managedSecret: noSecret,
    newName: "",
    deletedSecret: noSecret,
    cipherPair: nothing,
    signingPair: { ...nothing, Value: new Uint8Array(0) },
    waitingKey: nothing,
    wrappedMaterial: { KeyId: "", ImportToken: new Uint8Array(0), EncryptedKeyMaterial: new Uint8Array(0) },
    macKey: { KeyId: "", Mac: new Uint8Array(0) },
    recipient: { PublicKeyBlob: new Uint8Array(0), WrappingKeySpec: "EC_SM2", WrappingAlgorithm: "SM2PKE" },
    instance: "",
    newInstance: "",
    managedDataKey: { DataKeyName: "", DataKeyVersionId: "" },
    networkRule: "",
    accessPolicy: "",
    accessPoint: "",
    clientKey: { ClientKeyId: "", AapName: "" },
  };
  request(
    new Proxy(things, {
      get(target, name) {
        used.add(name as keyof ExampleThings);
        return target[name as keyof ExampleThings];
      },
    }),
  );
  return used;
}
