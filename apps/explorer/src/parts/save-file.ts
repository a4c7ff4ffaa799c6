/** Hands a file to the browser, to be saved under a name. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  // The browser has taken it up by then.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
