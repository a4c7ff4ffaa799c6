/** The first view. */
export const home = {
  title: "A KMS that you can look into",
  lead: "It speaks the API of Alibaba Cloud KMS. Its heart is ExportDataKey: a data key is unwrapped inside the service and wrapped again under a public key that you hand in, so that it travels to its cryptographic module unseen.",
  journey: "Follow a data key",
  journeyLead: "Make a recipient, export a key to it, and watch at each step who can see what. Five minutes.",
  journeyGo: "To the journey",
  operation: "Try an operation",
  operationLead:
    "Fill in the form, see the signature being made, send it, and take the sample code with you.",
  operationGo: "Try ExportDataKey",
  operationsAll: (count: number) => `All ${String(count)} operations`,
  keys: "Look after keys",
  keysLead:
    "Keys, secrets, instances; who may export what, and to whom; the audit trail; what was refused, and why.",
  keysGo: "To the keys",
};
