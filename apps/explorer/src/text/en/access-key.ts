/** The access key that requests are signed with. */
export const accessKeyText = {
  button: "Access key",
  none: "No access key",
  title: "Access key",
  why: "Every request is signed with it in this page. The secret stays in the memory of this tab: a page that is loaded anew asks for it again.",
  builtIn:
    "This is the built-in key of a server on a loopback address, or of a playground. Everybody may know it.",
  id: "AccessKeyId",
  secret: "AccessKeySecret",
  securityToken: "SecurityToken",
  securityTokenWhen: "Only for temporary credentials of AssumeRole.",
  use: "Use this key",
  forget: "Forget it",
  needed: "Give an access key first.",
};
