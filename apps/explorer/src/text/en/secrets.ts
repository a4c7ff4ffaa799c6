/** Secrets and their versions. */
export const secrets = {
  title: "Secrets",
  lead: "Secrets of this account in this region. Their values are shown only by GetSecretValue.",
  create: "Create a secret",
  none: "No secrets yet.",
  noneSuch: "No secret matches these filters.",
  tabs: "About this secret",
  overview: "Overview",
  versions: "Versions",
  noVersions: "No version has a label.",
  what: "What can be done",
  deletedAt: "deleted, gone at",
};
