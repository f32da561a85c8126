import { AsyncLocalStorage } from 'node:async_hooks';

/** Where something was done. */
export interface Origin {
  /** Of the request, as it stands in `X-Request-Id` and in the log. */
  readonly requestId: string | null;
  /** From which network address; null for citizens, whose address is personal data. */
  readonly address: string | null;
}

const origins = new AsyncLocalStorage<{ requestId: string; address: string | null }>();

/** Everything that `work` does, and what it sets going, comes from this request. */
export const fromRequest = (requestId: string, work: () => void): void => {
  origins.run({ requestId, address: null }, work);
};

/** It is somebody of the staff, or somebody who wants to be: the address belongs to what they do. */
export function noteAddress(address: string): void {
  const origin = origins.getStore();
  if (origin) origin.address = address;
}

/** Null outside a request: the clock, a rule, a queue. */
export const currentOrigin = (): Origin | null => origins.getStore() ?? null;
