import { judge, type Judgement, type SignInCounter, UNTRIED } from './lockout.ts';

/** Names remembered at most; beyond that the one that was tried longest ago is forgotten. */
const CAPACITY = 10_000;

/**
 * Counts the attempts on names that nobody has, by the rule for names that somebody has: otherwise the lock would tell which accounts
 * exist. Kept by each process for itself, because a table that strangers can fill is worse than a lock that comes late.
 */
export class UnknownUsernames {
  private readonly counters = new Map<string, SignInCounter>();

  counterOf(username: string): SignInCounter {
    return this.counters.get(username) ?? UNTRIED;
  }

  fail(username: string, now: Date): Judgement {
    const judgement = judge(this.counterOf(username), false, now);
    this.counters.delete(username);
    this.counters.set(username, judgement.next);
    if (this.counters.size > CAPACITY) this.counters.delete(this.counters.keys().next().value!);
    return judgement;
  }
}
