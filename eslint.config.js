import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** A service imports from shared/ and from its own folder, never from another service; cli.ts alone knows them all. */
const servicesStandAlone = (escape) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        { regex: escape, message: 'A service imports only from #shared/* and its own folder.' },
        { regex: '^(\\.\\./)+shared/', message: 'Write #shared/… instead of a relative path.' },
      ],
    },
  ],
});

export default tseslint.config(
  { ignores: ['node_modules/', '.cache/', '.tonewatch/', 'coverage/'] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.js'] } } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: 'error',
    },
  },
  { files: ['services/*/*.ts'], rules: servicesStandAlone('^\\.\\./') },
  { files: ['services/*/*/*.ts'], rules: servicesStandAlone('^\\.\\./\\.\\./') },
  {
    files: ['shared/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '/services/', message: 'shared/ knows no service.' }] },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // node:test returns promises that the runner itself awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite'] },
          ],
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  { files: ['**/*.mjs'], languageOptions: { globals: { process: 'readonly', URL: 'readonly' } } },
);
