/** How a request is signed, step by step. */
export const signature = {
  title: "Signature",
  lead: "Choose an operation and its parameters, and see in four steps how the request is signed. It happens in this page: the secret never leaves it.",
  operation: "Operation",
  parameters: "Parameters",
  addParameter: "Add a parameter",
  noParameters: "This operation takes no parameters.",
  toForm: "Open its form",
  scheme: "Signature scheme",
  method: "Method",
  where: {
    title: "What stands where",
    lead: "Point at a name, or walk here by the arrow keys: it lights up in every step. A click keeps it lit.",
    inSteps: (name: string, steps: readonly number[]) =>
      `${name}: ${steps.length === 1 ? "step" : "steps"} ${new Intl.ListFormat("en").format(steps.map(String))}`,
  },
  step: (number: number) => `Step ${String(number)}`,
  underlined: (number: number) => `Underlined: the outcome of step ${String(number)}.`,
  calculation: "Calculation",
  names: {
    "canonical query": "Canonical query",
    "canonical request": "Canonical request",
    "string to sign": "String to sign",
    signature: "Signature",
    request: "The request as it is sent",
  },
  explained: {
    V1: [
      "Sort all parameters by name. Percent-encode names and values. Join each pair by =, and the pairs by &.",
      "Put the method, the encoded path and step 1, encoded once more, side by side, with & between them.",
      "HMAC-SHA1 over step 2, in base64. The key is the secret and one &.",
      "Add Signature to the parameters and send them.",
    ],
    ACS3: [
      "Write six parts one below the other: method, path, query, the headers to sign, their names, and the SHA-256 of the body.",
      "Write the scheme, and below it the SHA-256 of step 1.",
      "HMAC-SHA256 over step 2, in hexadecimal. The key is the secret.",
      "The header Authorization names the access key, the signed headers and the signature.",
    ],
    ACS4: [
      "Write six parts one below the other: method, path, query, the headers to sign, their names, and the SHA-256 of the body.",
      "Write the scheme, and below it the SHA-256 of step 1.",
      "HMAC-SHA256 over step 2, in hexadecimal. The key is made of the secret for one day, one region and one product.",
      "The header Authorization names the access key with day, region and product, the signed headers and the signature.",
    ],
  },
  cannotSign: "This cannot be signed.",
  server: {
    title: "Ask the server",
    lead: "Send this request. Or make a mistake on purpose, and see what the server says.",
    mistake: "Mistake",
    mistakes: {
      none: "None",
      secret: "A wrong secret",
      changed: "A parameter changed on the way",
    },
    send: "Sign and send",
    sending: "Sending …",
    accepted: "The server accepts the signature.",
    answered: (status: number, milliseconds: number) =>
      `HTTP ${String(status)} after ${String(milliseconds)} ms`,
    refused: "The server refuses the signature: SignatureDoesNotMatch.",
    otherwise: (code: string) => `The server refuses the call: ${code}.`,
    noAnswer: "The server does not answer. Is it running? Start it and send again.",
  },
  comparison: {
    client: "This page signed",
    server: "The server signed",
    equal:
      "Both texts are the same, letter by letter. So the secret is wrong, or the key is made of it in another way.",
    differs: (place: string) => `The first difference is marked: in ${place}.`,
    differsSomewhere: "The first difference is marked.",
    hashDiffers:
      "The hashes differ, so the canonical requests differ: a header, the query or the body is not what was signed.",
  },
};
