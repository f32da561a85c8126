import type { CaseFile, Outcome } from './outcome.ts';
import { eventsNamed, filesOf } from './figures.ts';

/** Something that must hold whatever happened. */
export interface Check {
  readonly text: string;
  /** What it was found to hold for. */
  readonly looked: number;
  /** What it does not hold for, in words. */
  readonly against: readonly string[];
}

/** Steps that ring again and again for one due instant; each of their rings counts by itself. */
const AGAIN = ['UNACCEPTED', 'OVERDUE_DAILY'];
/** What must be nought when nobody and nothing has failed; what waits for people may be more. */
const FAILURES = [
  'CASES_WITHOUT_DEADLINE',
  'DISASTERS_NOT_ENDED',
  'SUSPENSIONS_STUCK',
  'REPLANNINGS_STUCK',
  'MESSAGES_NOT_SENT',
  'ALARMS_LATE',
  'REACTIONS_LATE',
  'JOBS_DEAD',
  'RECORD_BROKEN',
];
const WITHOUT_AGENCY = ['TRIAGE', 'AWAITING_CONFIRMATION', 'WITHDRAWN', 'NO_ACTION', 'MERGED'];

export const holds = ({ against }: Check): boolean => against.length === 0;

/** Everything that is checked, by what the interface told. */
export const checksOf = (outcome: Outcome): Check[] => [
  nothingRefused(outcome),
  everyPetitionHasItsCase(outcome),
  everyCaseIsSomewhere(outcome),
  nobodyRemindedTwice(outcome),
  oneReplyPerClosing(outcome),
  askedOnce(outcome),
  clocksAgree(outcome),
  extensionsCount(outcome),
  typhoonMovedWhatWasPreviewed(outcome),
  nothingFailed(outcome),
];

function nothingRefused({ refusals, taken }: Outcome): Check {
  const text = '劇本裡的每個動作都被接受 Whatever people did was accepted';
  return { text, looked: taken.length, against: refusals };
}

function everyPetitionHasItsCase(outcome: Outcome): Check {
  const { taken, files } = outcome;
  const listed = new Set(filesOf(outcome).flatMap(({ petitions }) => petitions.map(({ petitionNo }) => petitionNo)));
  const lost = taken.filter(({ petitionNo, caseNo }) => !files.has(caseNo) || !listed.has(petitionNo));
  const text = '每件陳情都有案件 Every petition has its case';
  const strangers = [...listed].filter((petitionNo) => !taken.some((known) => known.petitionNo === petitionNo));
  return { text, looked: taken.length, against: [...lost.map(({ petitionNo }) => petitionNo), ...strangers] };
}

function everyCaseIsSomewhere(outcome: Outcome): Check {
  const nowhere = filesOf(outcome).filter(({ case: { leadAgency, status } }) => !leadAgency && !WITHOUT_AGENCY.includes(status));
  const text = '每件案件都有主辦機關，或待分派、待確認 Every case has an agency, or waits in triage';
  return { text, looked: outcome.files.size, against: nowhere.map(caseNoOf) };
}

function nobodyRemindedTwice({ reminders }: Outcome): Check {
  const seen = new Set<string>();
  const twice: string[] = [];
  for (const { caseNo, step, dueAt, sentAt, recipients } of reminders) {
    const ring = AGAIN.includes(step) ? `${step} ${sentAt.slice(0, 16)}` : step;
    for (const { username } of recipients) {
      const key = [caseNo, ring, dueAt, username].join(' ');
      if (seen.has(key)) twice.push(key);
      seen.add(key);
    }
  }
  const text = '同一期限的同一步驟不重複稽催 Nobody reminded twice of one step of one due instant';
  return { text, looked: seen.size, against: twice };
}

/** Letters that went out or would have: whoever wants no contact has one as well, which says so. */
function oneReplyPerClosing({ taken, files, messages }: Outcome): Check {
  const replies = messages.filter(({ template }) => template === 'reply');
  const against = taken.flatMap(({ petitionNo, caseNo }) => {
    const mine = replies.filter((reply) => reply.petitionNo === petitionNo).length;
    const due = closingsFor(files, caseNo);
    return mine === due ? [] : [`${petitionNo} (${caseNo}): ${mine} letters, ${due} closings`];
  });
  const text = '每次結案，每位陳情人恰有一封答復 One reply per closing for every petitioner';
  return { text, looked: replies.length, against };
}

/** Closings of the case that answers for a petition, since it does. */
function closingsFor(files: Outcome['files'], caseNo: string): number {
  const own = files.get(caseNo)!;
  const closed = (file: CaseFile, since = ''): number =>
    file.events.filter(({ type, at }) => type === 'case.closed' && at >= since).length;
  if (own.case.mergedInto === null) return closed(own);
  const since = own.events.filter(({ type }) => type === 'case.merged').at(-1)!.at;
  return closed(own) + closed(files.get(own.case.mergedInto)!, since);
}

function askedOnce({ surveys }: Outcome): Check {
  const keys = surveys.map(({ petitionNo, closing }) => `${petitionNo} ${closing}`);
  const text = '每次結案，每位陳情人至多受訪一次 Nobody was asked twice about one closing';
  return { text, looked: keys.length, against: keys.filter((key, index) => keys.indexOf(key) !== index) };
}

function clocksAgree(outcome: Outcome): Check {
  const running = filesOf(outcome).filter(({ clock }) => clock.ledger.length > 0);
  const text = '時鐘的說明與案件的期限一致 The explained clock ends at the due instant of the case';
  const against = running.filter((file) => !endsAtDue(file));
  return { text, looked: running.length, against: against.map(caseNoOf) };
}

/** The ledger ends at the instant, the days on its day. */
function endsAtDue({ case: { dueAt }, clock }: CaseFile): boolean {
  const on = dueAt?.slice(0, 'YYYY-MM-DD'.length);
  return dueAt === clock.dueAt && dueAt === clock.ledger.at(-1)!.dueAt && on === clock.days.at(-1)?.date;
}

function extensionsCount(outcome: Outcome): Check {
  const approved = eventsNamed(outcome, 'case.extension_approved').length;
  const counted = filesOf(outcome).flatMap(({ clock }) => clock.ledger.filter(({ kind }) => kind === 'EXTEND')).length;
  const text = '核准的展延都記入時鐘 Every approved extension is in a ledger';
  return { text, looked: approved, against: approved === counted ? [] : [`${approved} approved, ${counted} entries`] };
}

function typhoonMovedWhatWasPreviewed({ typhoon }: Outcome): Check {
  const text = '颱風移動的期限與預覽相同 The typhoon moved what the preview said, to the last clock';
  if (typhoon === null) return { text, looked: 0, against: ['no typhoon came'] };
  const { previewed, moved, job } = typhoon;
  const done = job.state === 'DONE' && job.done === job.total;
  const against = [
    ...(previewed === moved ? [] : [`${previewed} previewed, ${moved} moved`]),
    ...(done ? [] : [`job ${job.state}, ${job.done} of ${job.total}`]),
  ];
  return { text, looked: moved, against };
}

function nothingFailed({ attention: { items } }: Outcome): Check {
  const failures = items.filter(({ kind, count }) => FAILURES.includes(kind) && count > 0);
  const text = '沒有遲到的鬧鐘、停擺的工作或寄不出的信 No alarm late, no job dead, no message unsent';
  return { text, looked: items.length, against: failures.map(({ kind, count }) => `${kind}: ${count}`) };
}

const caseNoOf = ({ case: { caseNo } }: CaseFile): string => caseNo;
