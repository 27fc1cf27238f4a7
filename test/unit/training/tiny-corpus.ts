const things = ['phone', 'flight', 'game', 'song', 'film', 'meal', 'hotel', 'laptop', 'match', 'book'];
const openings = ['my', 'this', 'that', 'your', 'our', 'his', 'her', 'their'];
const tones = {
  negative: ['is bad', 'is not good'],
  neutral: ['is here', 'is over'],
  positive: ['is good', 'is not bad'],
};
const ratings = { negative: [1, 3], neutral: [5, 6], positive: [10, 8] };

/** Posts by class whose tone hangs on order and negation; with a rating each. */
const posts = Object.entries(tones).flatMap(([label, endings]) =>
  endings.flatMap((ending, i) =>
    openings.flatMap((a) =>
      things.map((b) => `${label},${ratings[label as keyof typeof ratings][i]},${a} ${b} ${ending}`),
    ),
  ),
);

/** What tinyRecipe learns from. */
export const tinyFiles = {
  'posts.csv': `label,rating,text\n${posts.join('\n')}\n`,
  'tiny.words': 'good\nbad\n',
  'tiny.f32': new Uint8Array(Float32Array.of(1, 0, 1, 0, -1, 0, 1, 0).buffer),
};
