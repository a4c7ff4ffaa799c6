/** The last line of `keyferry demo`: what it has proved. */
export function provedUnder(...algorithms: readonly string[]): string {
  return (
    `Proved: one data key left the KMS under ${new Intl.ListFormat("en-GB").format(algorithms)}, ` +
    `and ${algorithms.length > 1 ? "each" : "it"} opened to exactly what Decrypt answers.`
  );
}
