import { readAttachmentPolicy } from './attachment-settings.ts';

function read(value: unknown): { readonly policy: ReturnType<typeof readAttachmentPolicy>; readonly reasons: string[] } {
  const reasons: string[] = [];
  return { policy: readAttachmentPolicy(value, (reason) => reasons.push(reason)), reasons };
}

test('what a pack does not say is as usual', () => {
  const { policy, reasons } = read({ photoMegabytes: 8, fromCitizens: ['JPEG'] });
  expect(reasons).toEqual([]);
  expect(policy).toMatchObject({
    photoMegabytes: 8,
    documentMegabytes: 20,
    most: 10,
    fromCitizens: ['JPEG'],
    citizenMinutes: 60,
  });
});

test.each([
  [7, 'is not an object'],
  [{ photoMegabytes: 0 }, 'photoMegabytes is not a whole number from 1 to 50'],
  [{ most: '3' }, 'most is not a whole number from 0 to 20'],
  [{ fromCitizens: ['EXE'] }, expect.stringMatching(/^fromCitizens is not a list of JPEG, /)],
  [{ fromStaff: 'PDF' }, expect.stringMatching(/^fromStaff is not a list of /)],
  [{ megabytes: 1 }, 'megabytes is not a setting of attachments'],
])('%j is refused with the reason', (value, reason) => {
  expect(read(value).reasons).toEqual([reason]);
});
