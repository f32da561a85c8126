import { isError, whatever } from '../../../../test/support/case-stories.ts';
import { leadOf } from './legs.ts';

test('what is taken back is nobody’s change of hands, and the head of an agency decides only about what the agency gave back', () => {
  whatever(({ moments }) => {
    for (const { before, command, after } of moments) {
      if (isError(after)) continue;
      if (command.type === 'take-back' || command.type === 'dispatch') expect(after.reroutes).toBe(before.reroutes);
      if (command.type === 'dispatch' && command.by === 'CHIEF') expect(leadOf(before)?.status).toBe('RETURNED');
    }
  });
});
