#!/usr/bin/env node
// The launcher: Node 22.18 and newer run TypeScript themselves, older ones get it from tsx. There is no build step.
if (!process.features.typescript) (await import('tsx/esm/api')).register();
await import('./cli.ts');
