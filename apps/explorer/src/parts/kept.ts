/** What the browser keeps for the page's next visit under a name: nothing secret. Undefined too where it keeps nothing at all. */
export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    // A browser that blocks storage throws as soon as it is looked at.
    return undefined;
  }
}

/** Has the browser keep a text, where it keeps any. The page goes on without. */
export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Blocked, or full: it lasts as long as the page.
  }
}
