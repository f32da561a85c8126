import { RUNNING } from './global-setup.ts';
import type { TestServer } from './test-server.ts';

// eslint-disable-next-line no-restricted-exports -- jest takes the default export
export default async function globalTeardown(): Promise<void> {
  await (globalThis as { [RUNNING]?: TestServer })[RUNNING]?.stop();
}
