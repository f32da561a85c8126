import { InvalidInput } from '../../../kernel/errors.ts';
import { checkUnmasked, correctPetitioner } from './correction.ts';

const stored = { name: '王小明', phone: '0912-345-678', email: null, address: '桃園市中壢區中正路1號' };

test('what is sent is corrected, what is left out stays', () => {
  expect(correctPetitioner(stored, { phone: '0922-000-111', email: 'wang@example.org' }, 'NAMED')).toEqual({
    corrected: { ...stored, phone: '0922-000-111', email: 'wang@example.org' },
    fields: ['phone', 'email'],
  });
});

test('a detail may be taken away', () => {
  expect(correctPetitioner(stored, { address: null }, 'NAMED')).toEqual({
    corrected: { ...stored, address: null },
    fields: ['address'],
  });
});

test('what is sent back as it is shown, or as it is, stays as it is', () => {
  const masks = { name: '王○○', phone: '0912***678', email: null, address: '桃園市中壢區中正路***' };
  expect(correctPetitioner(stored, masks, 'NAMED')).toEqual({ corrected: stored, fields: [] });
  expect(correctPetitioner(stored, stored, 'NAMED')).toEqual({ corrected: stored, fields: [] });
  expect(correctPetitioner(stored, { name: '***', phone: '***' }, 'CONFIDENTIAL')).toEqual({ corrected: stored, fields: [] });
});

test.each([
  [{ name: '李○○' }, 'NAMED', 'name'],
  [{ phone: '0922***678' }, 'NAMED', 'phone'],
  [{ email: 'w***@example.org' }, 'NAMED', 'email'],
  [{ address: '桃園市桃園區縣府路***' }, 'NAMED', 'address'], // of the address that was there before somebody corrected it
  [{ address: 'Xianfu Rd., Taoyuan Dist., ***' }, 'NAMED', 'address'],
  [{ email: '***' }, 'CONFIDENTIAL', 'email'], // nothing is stored that it could stand for
  [{ name: '王○○' }, 'CONFIDENTIAL', 'name'], // so nobody finds out that it would be the mask
] as const)('%j of somebody %s is no value', (sent, level, field) => {
  expect(() => correctPetitioner(stored, sent, level)).toThrow(InvalidInput);
  expect(checkUnmasked(sent, 'petitioner.')).toMatchObject([{ field: `petitioner.${field}`, code: 'petitioner.masked' }]);
});
