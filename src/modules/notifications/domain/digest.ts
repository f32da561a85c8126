import type { CivilDate } from '../../../kernel/civil-date.ts';
import type { DigestLine } from '../../deadlines/index.ts';
import type { Language } from './language.ts';
import { dispositionOf } from './letter.ts';
import { writeInstant } from './message-date.ts';
import type { MessageSettings } from './message-settings.ts';
import type { Message } from './message.ts';
import { quote } from './quotation.ts';
import type { Addressed } from './staff-address.ts';
import { stepWords, UNASSIGNED, UNCLASSIFIED } from './words.ts';

/** The digest of one person on one day. */
export interface Digest {
  readonly accountId: string;
  readonly day: CivilDate;
  readonly to: Addressed;
  readonly language: Language;
  readonly lines: readonly DigestLine[];
}

/** Characters of a subject in a list. */
const SUBJECT_LENGTH = 40;

/** Cases that one message names: more are counted, and found in the console. */
const MOST_CASES = 300;

/** Writes a digest: each case once, with all that rang of it, the earliest due first, and no more of them than `MOST_CASES`. */
export function writeDigest(
  { accountId, day, to, language, lines }: Digest,
  sender: MessageSettings,
  id: string,
  at: Date,
): Message {
  const sorted = [...lines].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.caseNo < b.caseNo ? -1 : 1));
  const cases = linesBy(sorted, ({ caseId }) => caseId);
  const text = sender.templates.get('digest', language);
  const values = {
    cityName: sender.cityName[language],
    hotlineNumber: sender.hotlineNumber,
    recipientName: to.name ?? '',
    day,
    count: String(cases.size),
    cases: listOf([...cases.values()], language, sender.timeZone),
  };
  return {
    ...{ id, channel: to.reach.channel, recipient: to.reach.recipient, template: 'digest', language },
    subject: text.subject(values),
    body: text.body(values),
    links: [],
    ...dispositionOf(to.reach, at),
    caseId: null,
    petitionId: null,
    cause: `digest-${day}-${accountId}`,
    createdAt: at,
  };
}

function listOf(cases: readonly (readonly DigestLine[])[], language: Language, timeZone: string): string {
  const named = cases.slice(0, MOST_CASES).map((of) => describe(of, language, timeZone));
  const left = cases.length - named.length;
  const more = language === 'en' ? `- and ${left} more` : `・另有 ${left} 件`;
  return [...named, ...(left > 0 ? [more] : [])].join('\n');
}

/** Lines with the same key together, in the order in which they come. */
export function linesBy(lines: readonly DigestLine[], keyOf: (line: DigestLine) => string): Map<string, DigestLine[]> {
  const groups = new Map<string, DigestLine[]>();
  for (const line of lines) {
    const group = groups.get(keyOf(line));
    if (group) group.push(line);
    else groups.set(keyOf(line), [line]);
  }
  return groups;
}

/** Between the parts of a line in Chinese: a blank as wide as a character. */
const GAP = '\u3000';

/** What is said of one case. */
function describe(lines: readonly DigestLine[], language: Language, timeZone: string): string {
  const last = lines.at(-1)!;
  const steps = [...new Set(lines.map(({ step }) => stepWords(step).words[language]))];
  const due = writeInstant(last.dueAt, timeZone, language);
  const category = (last.categoryName ?? UNCLASSIFIED)[language];
  const agency = (last.agencyName ?? UNASSIGNED)[language];
  const subject = quote(last.subject, SUBJECT_LENGTH);
  return language === 'en'
    ? `- ${last.caseNo}: ${steps.join(', ')}; due ${due}; ${category}; ${agency}; ${subject}`
    : `・${[last.caseNo, steps.join('、'), `期限：${due}`, category, agency, subject].join(GAP)}`;
}
