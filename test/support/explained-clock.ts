import type { Answer } from './test-app.ts';

interface Day {
  readonly date: string;
  readonly kind: string;
  readonly number: number | null;
}

/** The days of an explained clock in short, `07-14 COUNTED 6`. They are looked at to end with the due instant, as the ledger does. */
export function explainedDays({ dueAt, ledger, days }: Answer['body']): string[] {
  const told = days as Day[];
  expect([ledger.at(-1).dueAt, told.at(-1)!.date]).toEqual([dueAt, dueAt.slice(0, 10)]);
  return told.map(({ date, kind, number }) => [date.slice(5), kind, number].filter((cell) => cell !== null).join(' '));
}
