import type { Caller } from '../../../kernel/actor.ts';

/** How long a session that was just looked up is believed. */
export const BELIEVED_MS = 5_000;
/** Sessions remembered at most; beyond that the one looked up longest ago is forgotten. */
const CAPACITY = 5_000;

interface Entry {
  readonly caller: Caller;
  readonly at: number;
  /** It is over then, whenever it was looked up. */
  readonly until: number;
}

/** The sessions that one process looked up in the last seconds (docs/adr/0004-session-cache.md). Only valid ones are remembered. */
export class RecentSessions {
  private readonly entries = new Map<string, Entry>();

  find(key: string, now: Date): Caller | null {
    const entry = this.entries.get(key);
    if (!entry || now.getTime() >= entry.until) return null;
    const age = now.getTime() - entry.at;
    return age >= 0 && age < BELIEVED_MS ? entry.caller : null;
  }

  /** @param until the instant at which the session is over unless it is used before */
  remember(key: string, caller: Caller, now: Date, until: Date): void {
    this.entries.delete(key);
    this.entries.set(key, { caller, at: now.getTime(), until: until.getTime() });
    if (this.entries.size > CAPACITY) this.entries.delete(this.entries.keys().next().value!);
  }

  forget(key: string): void {
    this.entries.delete(key);
  }

  /** All of them are looked up again: somebody's account is not what it was. */
  clear(): void {
    this.entries.clear();
  }
}
