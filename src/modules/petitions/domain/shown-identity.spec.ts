import { identityLevelOf } from './identity-level.ts';
import { HIDDEN, showPetitioner } from './shown-identity.ts';

const petitioner = { name: '王小明', phone: '0912-345-678', email: null, address: '桃園市中壢區中正路1號' };

test.each(['CONFIDENTIAL', 'ANONYMOUS'] as const)(
  'invariant 11: of whoever is %s it is shown what they left, and nothing of it',
  (level) => {
    expect(showPetitioner(petitioner, level, false)).toEqual({
      name: HIDDEN,
      phone: HIDDEN,
      email: null,
      address: HIDDEN,
      masked: true,
    });
  },
);

test('of whoever is named it is shown what helps to recognise them', () => {
  expect(showPetitioner(petitioner, 'NAMED', false)).toEqual({
    name: '王○○',
    phone: '0912***678',
    email: null,
    address: '桃園市中壢區中正路***',
    masked: true,
  });
});

test.each(['NAMED', 'CONFIDENTIAL', 'ANONYMOUS'] as const)(
  'whoever is %s is seen as they are by whom they are revealed to',
  (level) => {
    expect(showPetitioner(petitioner, level, true)).toEqual({ ...petitioner, masked: false });
  },
);

test('of nobody nothing is withheld', () => {
  const nobody = { name: null, phone: null, email: null, address: null };
  expect(showPetitioner(nobody, 'ANONYMOUS', false)).toEqual({ ...nobody, masked: false });
});

test.each([
  [{ anonymous: false, confidential: false }, false, 'NAMED'],
  [{ anonymous: false, confidential: true }, false, 'CONFIDENTIAL'],
  [{ anonymous: false, confidential: false }, true, 'CONFIDENTIAL'],
  [{ anonymous: true, confidential: false }, false, 'ANONYMOUS'],
  [{ anonymous: true, confidential: true }, true, 'ANONYMOUS'],
] as const)('a petition that is %j, about a confidential matter: %s, is %s', (petition, about, level) => {
  expect(identityLevelOf(petition, about)).toBe(level);
});
