import { SimulatedClock, SystemClock } from './clock.ts';

const machine = new SystemClock();
const HOUR_MS = 3_600_000;

const inAnHour = (): Date => new Date(machine.now().getTime() + HOUR_MS);

/** Looks at the machine's clock, at the simulated one, and at the machine's again. */
function look(clock: SimulatedClock): { readonly before: number; readonly shown: number; readonly after: number } {
  const before = machine.now().getTime();
  const shown = clock.now().getTime();
  return { before, shown, after: machine.now().getTime() };
}

test('a simulated clock runs with the machine until it is moved', () => {
  const { before, shown, after } = look(new SimulatedClock());
  expect(shown).toBeGreaterThanOrEqual(before);
  expect(shown).toBeLessThanOrEqual(after);
});

test('it moves forward to an instant, and goes on from there', () => {
  const clock = new SimulatedClock();
  const target = inAnHour();
  clock.advanceTo(target);
  const { before, shown, after } = look(clock);
  expect(shown).toBeGreaterThanOrEqual(target.getTime());
  expect(shown).toBeGreaterThanOrEqual(before + clock.ahead);
  expect(shown).toBeLessThanOrEqual(after + clock.ahead);
  expect(clock.ahead).toBeLessThanOrEqual(HOUR_MS);
});

test('it never goes back', () => {
  const clock = new SimulatedClock();
  clock.advanceTo(inAnHour());
  const { ahead } = clock;
  clock.advanceTo(machine.now());
  clock.advanceTo(new Date(0));
  expect(clock.ahead).toBe(ahead);
});

test('before anything is stored it may begin in the past', () => {
  const clock = new SimulatedClock();
  const past = new Date('2025-02-07T09:00:00+08:00');
  clock.startAt(past);
  const { shown } = look(clock);
  expect(clock.ahead).toBeLessThan(0);
  expect(shown).toBeGreaterThanOrEqual(past.getTime());
});
