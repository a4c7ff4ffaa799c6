/** Sample code. */
export const samples = {
  languages: "Languages",
  sample: (language: string) => `Sample: ${language}`,
  checked: { run: "run by tests", parsed: "parsed, not run" },
  checkedMeans: {
    run: "The tests run this sample of every operation against a server.",
    parsed: "The tests have this sample of every operation read by the language's own parser.",
  },
  save: "Save as",
  none: (language: string) =>
    `${language} has no sample of this call. It does not have the operation, or a value is not of the type that it takes.`,
  curl: "See it in curl",
  needs: "Needs",
  accessKey:
    "The access key is not in the sample: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET first.",
  playground:
    "It calls a server on your machine. The playground lives in this tab alone, and cannot be called from outside.",
};
