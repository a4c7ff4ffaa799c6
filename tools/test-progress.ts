import type { Reporter, TestSpecification } from "vitest/node";
import { durationOf, inWords } from "./durations.ts";

/** How often it is said how far the tests are, in seconds. */
const pause = 30;

/** Says from time to time how far the tests are, and how long they took the last time. */
export default class TestProgress implements Reporter {
  #files = 0;
  #ended = 0;
  #began = 0;
  #said = 0;

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#files = specifications.length;
    this.#began = this.#said = performance.now();
  }

  onTestModuleEnd(): void {
    this.#ended += 1;
    const now = performance.now();
    if (now - this.#said < pause * 1000) return;
    this.#said = now;
    const last = durationOf("Tests");
    const usual = last === undefined ? "" : `; the last run took ${inWords(last)}`;
    const far = `${String(this.#ended)} of ${String(this.#files)} files`;
    console.log(`-- ${far}, after ${inWords((now - this.#began) / 1000)}${usual}`);
  }
}
