import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'node', environment: 'node', include: ['tests/{unit,grad,train}/**/*.test.{ts,tsx}'], testTimeout: 60_000 } },
    ],
  },
});
