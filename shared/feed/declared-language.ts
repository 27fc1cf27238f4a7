const KEPT = 1_000;
const known = new Map<string, string | null>();

/**
 * The language that a platform declares, as ISO 639-1: `en-GB`, `EN` and `eng` are `en`, the old `iw` is `he`. Null for
 * what has no two-letter code or is no language: `und`, `zxx`, `English`.
 */
export function declaredLanguage(declared: string): string | null {
  const found = known.get(declared);
  if (found !== undefined) return found;
  const language = canonical(declared);
  // A feed that sends rubbish must not grow the memory.
  if (known.size < KEPT) known.set(declared, language);
  return language;
}

function canonical(declared: string): string | null {
  try {
    const { language } = new Intl.Locale(declared.trim().replaceAll('_', '-'));
    return language.length === 2 ? language : null;
  } catch {
    return null;
  }
}
