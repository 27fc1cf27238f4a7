/** The least that is a recipe. */
export const tinyRecipe = {
  name: 'tiny',
  version: 1,
  languages: ['en'],
  maxTokens: 16,
  seed: 7,
  architecture: { type: 'cnn', embedding: 4, widths: [1, 2], filters: 8 },
  vocabulary: { size: 50, minimumCount: 1 },
  vectors: { from: 'tiny', deviation: 0.4 },
  data: [{ file: 'posts.csv', about: 'made up', licence: 'none' }],
  exclude: [],
  development: { file: 'posts.csv', share: 0.2 },
  report: [],
  training: { epochs: 12, batch: 8, learningRate: 0.02, dropout: 0.1, vectorDropout: 0 },
  priorCorrection: 0.5,
  purpose: 'For tests.',
  limits: '* Knows nothing.',
};
