/** KMS instances. */
export const instances = {
  title: "Instances",
  lead: "KMS instances of this account in this region, each with a dedicated gateway.",
  connect: "Connect an instance",
  none: "No instances.",
  tabs: "About this instance",
  overview: "Overview",
  ca: "CA certificates",
  noCa: "Its gateway has no CA of its own.",
  what: "What can be done",
};
