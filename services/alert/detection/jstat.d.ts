/** What Tonewatch uses of jstat, which brings no types. */
declare module 'jstat' {
  interface JStat {
    /** Regularised incomplete beta function I_x(a, b). */
    ibeta(x: number, a: number, b: number): number;
    /** Regularised lower incomplete gamma function P(a, x). */
    lowRegGamma(a: number, x: number): number;
    /** Natural logarithm of the gamma function. */
    gammaln(x: number): number;
  }
  const jstat: { readonly jStat: JStat };
  export default jstat;
}
