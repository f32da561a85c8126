import { inOrder, withLegs } from './rerouting.ts';

test('legs add up by agency, over as many batches as there are, and are rounded at the end alone', () => {
  const first = withLegs(new Map(), [
    { agencyCode: 'B', minutes: 20, days: 0.04 },
    { agencyCode: 'A', minutes: 480, days: 1 },
  ]);
  const all = withLegs(first, [
    { agencyCode: 'B', minutes: 20, days: 0.04 },
    { agencyCode: 'C', minutes: 0, days: 0 },
  ]);
  expect(inOrder(all)).toEqual([
    { agencyCode: 'B', hops: 2, heldMinutes: 40, daysLost: 0.1 },
    { agencyCode: 'A', hops: 1, heldMinutes: 480, daysLost: 1 },
    { agencyCode: 'C', hops: 1, heldMinutes: 0, daysLost: 0 },
  ]);
});
