// What a worker thread begins with: like services/tonewatch.mjs, Node before 22.18 gets TypeScript from tsx.
if (!process.features.typescript) (await import('tsx/esm/api')).register();
await import('./answer.ts');
