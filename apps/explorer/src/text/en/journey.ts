/** The journey of a data key. */
export const journey = {
  title: "The journey of a data key",
  lead: "A data key leaves the KMS and arrives at a recipient. Nobody sees it on the way. Watch it go, with real requests.",
  start: "Start the journey",
  running: "On its way …",
  needsSecureContext:
    "Browsers make RSA keys only on https addresses and on this machine. Here the recipient can have a key of SM2.",
  choices: {
    recipient: "The recipient has a key of",
    specs: {
      RSA_2048: "RSA: most HSMs and clouds",
      EC_SM2: "SM2: Chinese national standard",
    },
    caller: "The caller",
    blind: "does not see the data key",
    seeing: "sees it too, to use it at once",
    key: "The key in the KMS is",
    newKey: "made for the journey, then deleted",
    ownKey: "one that is there",
    ownKeyHint: "Key id, ARN or alias/name",
    noNewKey: "This gateway makes no keys.",
  },
  steps: "Steps",
  back: "Back",
  next: "Next",
  keysHint: "Arrow keys go too",
  step: (number: number, of: number) => `Step ${String(number)} of ${String(of)}`,
  picture: "Who sees the data key at this step",
  fromTo: (from: string, to: string) => `${from} to ${to}: `,
  lanes: {
    recipient: { name: "Recipient", what: "HSM or crypto module" },
    caller: { name: "Caller", what: "your application" },
    wire: { name: "Wire", what: "the network" },
    kms: { name: "KMS", what: "the service" },
    store: { name: "Store", what: "its database" },
    auditor: { name: "Auditor", what: "audit trail" },
  },
  lanesAt: {
    eavesdropper: { wire: "Eavesdropper" },
    wrongRecipient: { recipient: "Wrong recipient" },
  } as Partial<Record<string, Partial<Record<string, string>>>>,
  forms: {
    open: "data key",
    kms: "sealed for the KMS",
    recipient: "sealed for the recipient",
    tls: "inside TLS",
  },
  things: {
    privateKey: "private key",
    otherPrivateKey: "another private key",
    publicKey: "public key",
    kmsKey: "KMS key",
    sealedKmsKey: "KMS key, sealed",
    record: "record",
  },
  verdicts: {
    sees: "sees it",
    sealed: "sealed: cannot read it",
    nothing: "has none of it",
    notYet: "no data key yet",
  },
  carried: {
    publicKey: "public key",
    sealedKmsKey: "KMS key, sealed",
    record: "who, what, when",
    exportedKey: "exported key",
  },
  told: {
    pair: {
      title: "The recipient makes a key pair",
      text: "The recipient shall get the data key. It keeps the private key and gives away the public key.",
    },
    key: {
      title: "The KMS has a key",
      text: "The KMS key never leaves the KMS. The store keeps it sealed.",
    },
    dataKey: {
      title: "The KMS makes a data key",
      text: "The caller gets the data key sealed under the KMS key. Only the KMS can open that.",
    },
    dataKeySeen: {
      title: "The KMS makes a data key",
      text: "The caller gets the data key twice: in the clear, to use it at once, and sealed under the KMS key, to keep it.",
    },
    export: {
      title: "The KMS seals it for the recipient",
      text: "The caller sends the sealed data key and the public key. The KMS opens the one and seals it anew under the other. Only the KMS sees the data key, for a moment.",
    },
    open: {
      title: "The recipient opens it",
      text: "The caller hands over what came back. The private key opens it: the data key has arrived.",
    },
    compare: {
      title: "Is it the same key?",
      text: "For this proof only, Decrypt tells the data key to the page. Your application would not ask, and a policy can forbid it. Both fingerprints must be equal.",
    },
    eavesdropper: {
      title: "What an eavesdropper gets",
      text: "An eavesdropper has each request and answer, to the byte. They are searched for the data key, and another private key is tried.",
    },
    wrongRecipient: {
      title: "What a wrong recipient gets",
      text: "Somebody else gets the exported key by mistake, and tries another private key.",
    },
    operator: {
      title: "What the operator sees",
      text: "The audit trail says who exported which key to whom, and when. The store has the KMS key, sealed. Neither has the data key.",
    },
    cleanUp: {
      title: "Cleaning up",
      text: "What the journey made goes away again.",
    },
  },
  notes: {
    plaintext:
      "The caller asked for the data key in the clear too. Over plain HTTP everybody on the way reads it: use TLS, or do not ask.",
    compareHttp: "This is plain HTTP: whoever listens now reads what Decrypt answers.",
    eavesdropperHttp:
      "This is plain HTTP. Where an answer holds the data key in the clear, it can be read. An export does not hold it.",
    eavesdropperTls: "This is TLS: on the wire there is less than this. Searched is what is inside.",
    noWire: "The KMS is in this tab: nothing travels. Shown is what plain HTTP would carry.",
    memory:
      "While the KMS works, the data key is in its memory. Who controls that machine could read it there. An HSM that seals it inside keeps it inside.",
    newKeyEnds:
      "The key of the journey is scheduled for deletion: the KMS waits seven days at least. The private keys are forgotten. The data key is wiped when you leave.",
    ownKeyStays:
      "Your key stays as it was. The private keys are forgotten. The data key is wiped when you leave.",
  },
  empty: "Start the journey: then the real values of this step are here.",
  notReached: "The journey did not come this far.",
  facts: {
    recipient: "Recipient's key",
    algorithm: "Sealed with",
    publicKey: "Public key",
    fingerprint: "Its SHA-256",
    otherFingerprint: "SHA-256 of that public key",
    keyId: "KeyId",
    keySpec: "KeySpec",
    keyState: "KeyState",
    protection: "ProtectionLevel",
    plaintext: "Plaintext",
    ciphertextBlob: "CiphertextBlob",
    exportedDataKey: "ExportedDataKey",
    dataKey: "The data key",
    sha256Opened: "SHA-256 at the recipient",
    sha256Decrypted: "SHA-256 by Decrypt",
    deletionDate: "Deleted on",
    deletionRefused: "Deletion was refused",
  },
  show: "Show it",
  hide: "Cover it",
  covered: (bytes: number) => `${String(bytes)} bytes, covered`,
  request: (operation: string) => `Request: ${operation}`,
  answer: (operation: string) => `Answer: ${operation}`,
  attempts: "What was tried",
  attempt: "Attempt",
  outcome: "Outcome",
  tried: {
    read: (operation: string) => `Search request and answer of ${operation}`,
    open: "Open the exported key with another private key",
    repeat: "The export once more, byte for byte",
    swapRecipient: "Another public key in it, under the same signature",
  },
  sendSeen:
    "An eavesdropper can also send what was seen: the export once more, and the same request with another public key in it. Your browser writes both refusals into its console.",
  trySeen: "Send them",
  findRecord: "Read the export's audit record",
  record: "Audit record",
  noRecord: "Its record is not among the newest ones. It is written a moment after the answer: try again.",
  got: {
    dataKey: "the data key, in the clear",
    nothing: "nothing of the data key",
    unopened: "does not open",
    refused: (code: string) => `refused: ${code}`,
    answered: "answered, and still sealed",
  },
  proved: (bytes: number, fingerprint: string) =>
    `Proved: the recipient has the data key that the KMS made, all ${String(bytes)} bytes (SHA-256 ${fingerprint}). Nobody else could open the export.`,
  failed: {
    otherKey: "Not proved: the recipient has another key than the KMS tells.",
    exposed: "Not proved: somebody got the data key who must not have it.",
    unopened:
      "Not proved: the recipient's private key does not open what arrived. It was changed on the way, or sealed for somebody else.",
    refused: (code: string, message: string) => `Stopped: the KMS refused. ${code}: ${message}`,
    noAnswer: (message: string) => `Stopped: there is no answer. ${message}`,
  },
};
