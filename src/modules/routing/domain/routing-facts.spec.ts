import fc from 'fast-check';
import { CityMoments, momentOf } from './routing-facts.ts';

test('a moment is what the city’s calendar and clock show', () => {
  expect(momentOf(new Date('2026-11-21T15:59:59.999Z'), 'Asia/Taipei')).toEqual({
    day: '2026-11-21',
    weekMinute: 6 * 1440 + 1439,
  });
  expect(momentOf(new Date('2026-11-21T16:00:00Z'), 'Asia/Taipei')).toEqual({ day: '2026-11-22', weekMinute: 0 });
});

test('the remembered moment is never an old one, whatever the order of the cases', () => {
  const zone = fc.constantFrom('Asia/Taipei', 'Europe/Berlin', 'Asia/Kathmandu');
  const instants = fc.array(
    fc.date({ min: new Date('2026-03-28T00:00:00Z'), max: new Date('2026-03-30T00:00:00Z'), noInvalidDate: true }),
  );
  fc.assert(
    fc.property(zone, instants, (timeZone, dates) => {
      const moments = new CityMoments(timeZone);
      for (const date of dates.flatMap((one) => [one, new Date(one.getTime() + 30_000)])) {
        expect(moments.at(date)).toEqual(momentOf(date, timeZone));
      }
    }),
  );
});
