export {
  createExplanations,
  type ExplainedRefusal,
  type Explanations,
  type ExplanationsOptions,
} from "./explanations.ts";
export type { ExplainedCiphertext, ExplainedSignature, Explanation, TextDifference } from "./explanation.ts";
export type { ExplanationDependencies } from "./make-explanation.ts";
export { explanationPage, explanationPath } from "./pages/explanation-page.ts";
export { renderAccessExplanation } from "./pages/render-access.ts";
export { renderText } from "./pages/render-text.ts";
