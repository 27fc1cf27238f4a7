/** What the kernel of skip-gram does to its vectors, as plainly as can be. */
export function learnDirectly(
  words: readonly Float32Array[],
  targets: readonly Float32Array[],
  rate: number,
): void {
  for (const word of words) {
    const change = new Float32Array(word.length);
    for (const [i, target] of targets.entries()) {
      const dot = word.reduce((sum, value, d) => sum + value * (target[d] ?? 0), 0);
      const gain = ((i === 0 ? 1 : 0) - 1 / (1 + Math.exp(-dot))) * rate;
      for (let d = 0; d < word.length; d++) {
        change[d] = (change[d] ?? 0) + gain * (target[d] ?? 0);
        target[d] = (target[d] ?? 0) + gain * (word[d] ?? 0);
      }
    }
    for (let d = 0; d < word.length; d++) word[d] = (word[d] ?? 0) + (change[d] ?? 0);
  }
}
