/** How much it takes to raise an alert. */
export const sensitivities = ['sensitive', 'balanced', 'strict'] as const;
export type Sensitivity = (typeof sensitivities)[number];

/** α: how unlikely by chance something must be, all windows and both tests together. */
export const alphas: Readonly<Record<Sensitivity, number>> = {
  sensitive: 1e-3,
  balanced: 1e-4,
  strict: 1e-5,
};

/** α of one test of a window: the windows share it (Bonferroni); tone is tested in four, surges in three. */
export const thresholds: Readonly<Record<Sensitivity, { readonly tone: number; readonly surge: number }>> = {
  sensitive: { tone: alphas.sensitive / 4, surge: alphas.sensitive / 3 },
  balanced: { tone: alphas.balanced / 4, surge: alphas.balanced / 3 },
  strict: { tone: alphas.strict / 4, surge: alphas.strict / 3 },
};
