import { createHash } from 'node:crypto';
import { AnchorHash } from './anchor-hash.ts';
import canonicalize from 'canonicalize';
import { dataDigest, linkHash, type NumberedFact, sealedText } from './link-hash.ts';

const FACT: NumberedFact = {
  seq: '12',
  id: '019a9d6e-0000-7000-8000-000000000001',
  type: 'case.noted',
  subjectKind: 'case',
  subjectId: '019a9d6e-0000-7000-8000-000000000002',
  at: new Date('2026-11-20T09:30:00.123+08:00'),
  actorKind: 'STAFF',
  actorId: '019a9d6e-0000-7000-8000-000000000003',
  actorName: '林小姐',
  onBehalfOf: null,
  data: { text: '到場\n"複勘"', attachmentIds: [], 10: true, 9: 1e21, é: null },
  public: false,
  requestId: null,
  address: null,
};

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

// Written out as docs/verify-a-case-file.md tells others to compute it: what is hashed may never change.
test('invariant 15: the hash of a link is what the documented canonical text gives', () => {
  const previous = 'ab'.repeat(32);
  const text =
    '{"actor":{"id":"019a9d6e-0000-7000-8000-000000000003","kind":"STAFF","name":"林小姐","onBehalfOf":null},' +
    '"at":"2026-11-20T01:30:00.123Z",' +
    '"data":{"10":true,"9":1e+21,"attachmentIds":[],"text":"到場\\n\\"複勘\\"","é":null},' +
    '"id":"019a9d6e-0000-7000-8000-000000000001",' +
    `"position":2,"previous":"${previous}","public":false,"seq":"12",` +
    '"subject":{"id":"019a9d6e-0000-7000-8000-000000000002","kind":"case"},"type":"case.noted"}';
  expect(linkHash(FACT, 2, previous, null)).toBe(sha256(text));
  expect(linkHash(FACT, 1, null, null)).toBe(
    sha256(text.replace('"position":2', '"position":1').replace(`"previous":"${previous}"`, '"previous":null')),
  );
});

test('invariant 15: where something was done is a member of its own, only where it is known', () => {
  const text = canonicalize({
    ...(JSON.parse(sealedText(FACT, 1, null, null)) as object),
    origin: { requestId: 'r-1', address: null },
  })!;
  expect(text).toContain('"origin":{"address":null,"requestId":"r-1"},"position":1,');
  expect(linkHash({ ...FACT, requestId: 'r-1' }, 1, null, null)).toBe(sha256(text));
});

test('invariant 15: a link with a digest has it in the place of the data, and the digest is of the salt and the data', () => {
  const salt = 'cd'.repeat(16);
  const digest = dataDigest(FACT, salt);
  expect(digest).toBe(sha256(`${salt}\n{"10":true,"9":1e+21,"attachmentIds":[],"text":"到場\\n\\"複勘\\"","é":null}`));
  const { data: _, ...rest } = JSON.parse(sealedText(FACT, 1, null, null)) as { data: object };
  expect(sealedText(FACT, 1, null, digest)).toBe(canonicalize({ ...rest, dataDigest: digest }));
  expect(linkHash({ ...FACT, data: {} }, 1, null, digest)).toBe(linkHash(FACT, 1, null, digest));
  expect(linkHash({ ...FACT, type: 'case.closed' }, 1, null, digest)).not.toBe(linkHash(FACT, 1, null, digest));
});

const OTHER: Readonly<Record<keyof NumberedFact, unknown>> = {
  seq: '13',
  id: '019a9d6e-0000-7000-8000-000000000009',
  type: 'case.closed',
  subjectKind: 'survey',
  subjectId: '019a9d6e-0000-7000-8000-000000000009',
  at: new Date('2026-11-20T09:30:00.124+08:00'),
  actorKind: 'CITIZEN',
  actorId: null,
  actorName: '王小姐',
  onBehalfOf: { id: '019a9d6e-0000-7000-8000-000000000009', name: '王小姐' },
  data: { text: '到場' },
  public: true,
  requestId: 'r-1',
  address: '192.0.2.7',
};

test.each(Object.keys(OTHER) as (keyof NumberedFact)[])('another %s of a fact is another hash', (column) => {
  expect(linkHash({ ...FACT, [column]: OTHER[column] }, 1, null, null)).not.toBe(linkHash(FACT, 1, null, null));
});

test('the order in which the members of a fact’s data are stored does not count', () => {
  const turned = Object.fromEntries(Object.entries(FACT.data).reverse());
  expect(linkHash({ ...FACT, data: turned }, 1, null, null)).toBe(linkHash(FACT, 1, null, null));
});

test('invariant 15: the head of an anchor is the hash of lines', () => {
  const hash = new AnchorHash(null, '2026-11-20');
  for (const link of ['aa', 'bb']) hash.add(link);
  const first = hash.finish(null);
  expect(first).toEqual({ links: 2, head: sha256('-\n2026-11-20\naa\nbb\n') });
  expect(new AnchorHash(first.head, '2026-11-21').finish(null)).toEqual({
    links: 0,
    head: sha256(`${first.head}\n2026-11-21\n`),
  });
});
