import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import { defineConfig } from 'eslint/config';
import * as jsonc from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';

/** Who may import whom: the table of docs/architecture.md, enforced. */
const boundaries = [
  {
    sourceTag: 'type:service',
    onlyDependOnLibsWithTags: ['scope:auth', 'scope:service-kit', 'type:contract'],
  },
  { sourceTag: 'scope:mock-issuer', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'scope:e2e', onlyDependOnLibsWithTags: ['scope:auth', 'scope:service-kit', 'type:contract'] },
  { sourceTag: 'type:lib', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'type:contract', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'scope:tools', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'scope:deploy', onlyDependOnLibsWithTags: ['scope:tools'] },
  { sourceTag: 'scope:doctor', onlyDependOnLibsWithTags: ['scope:auth', 'scope:tools'] },
  { sourceTag: 'scope:documentation', onlyDependOnLibsWithTags: ['scope:tools'] },
  { sourceTag: 'scope:packaging', onlyDependOnLibsWithTags: ['scope:tools'] },
  {
    sourceTag: 'scope:bench',
    onlyDependOnLibsWithTags: ['type:lib', 'type:contract', 'type:service', 'scope:tools'],
  },
];

const onlyInTests = {
  group: ['@nest-entra/auth/testing', '@nest-entra/service-kit/testing'],
  message: 'Test keys and test collectors belong in tests.',
};

/** Nx tags cannot tell entry points of one library apart, so those are restricted by path. */
const onlyProtect = {
  patterns: [
    { group: ['@nest-entra/auth/acquire'], message: 'Inventory calls nobody: it only protects.' },
    onlyInTests,
  ],
};
const noTestTools = { patterns: [onlyInTests] };
const onlyTesting = {
  patterns: [
    {
      regex: '^@nest-entra/(auth|service-kit)(?!/testing$)',
      message: 'e2e is a black box: it sees tokens and telemetry, not the libraries.',
    },
  ],
};

const moduleBoundaries = {
  enforceBuildableLibDependency: true,
  allow: ['^.*/(eslint|jest)\\.(config|preset)\\.mjs$'],
  depConstraints: boundaries,
};

export default defineConfig(
  {
    ignores: [
      '**/dist',
      '**/out-tsc',
      '**/coverage',
      '**/.nx',
      '**/.data',
      '**/node_modules',
      'tools/nx-plugin/src/*/files',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { plugins: { '@nx': nx } },
  {
    files: ['**/*.ts', '**/*.mjs'],
    extends: [js.configs.recommended],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Nest modules are empty classes that carry a decorator
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Nest's options are classes that serve as interfaces
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.ts', '**/*.mjs'],
    rules: {
      '@nx/enforce-module-boundaries': ['error', moduleBoundaries],
    },
  },
  // the benchmark composes the services' own modules, without guard and token, to measure what those cost
  {
    files: ['tools/bench/src/orders/*-without-authentication.ts'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { ...moduleBoundaries, allow: [...moduleBoundaries.allow, '@nest-entra/(fulfillment|inventory)/.*'] },
      ],
    },
  },
  { files: ['apps/*/src/**/*.ts'], rules: { 'no-restricted-imports': ['error', noTestTools] } },
  { files: ['apps/inventory/src/**/*.ts'], rules: { 'no-restricted-imports': ['error', onlyProtect] } },
  { files: ['apps/e2e/**/*.ts'], rules: { 'no-restricted-imports': ['error', onlyTesting] } },
  { files: ['apps/*/src/**/*.spec.ts'], ignores: ['apps/e2e/**'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['tools/**', 'apps/e2e/**', '**/*.spec.ts', '**/test/**'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.spec.ts', '**/test/**/*.ts'],
    rules: {
      // a table of cases is long by nature
      'max-lines': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  {
    files: ['{apps,libs}/*/package.json'],
    languageOptions: { parser: jsonc },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          // peers of Nest that no source file names
          ignoredDependencies: [
            'rxjs',
            'reflect-metadata',
            'passport',
            'passport-jwt',
            'jwks-rsa',
            '@fastify/static',
            'pino-pretty',
          ],
          ignoredFiles: [
            '{projectRoot}/jest.config.mjs',
            '{projectRoot}/**/*.spec.ts',
            '{projectRoot}/test/**',
          ],
          checkObsoleteDependencies: false,
        },
      ],
    },
  },
  prettier,
);
