/** What a text may ask for between `{{` and `}}`. */
export const PLACEHOLDERS = [
  'cityName',
  'hotlineNumber',
  'petitionNo',
  'lookupCode',
  'caseNo',
  'subject',
  'categoryName',
  'agencyName',
  'proposedAgencyName',
  'receivedAt',
  'dueAt',
  'statusUrl',
  'confirmUrl',
  'surveyUrl',
  'replyText',
  'outcome',
  'reason',
  'step',
  'recipientName',
  'score',
  'comment',
  'earlierCaseNo',
  'otherCaseNo',
  'notice',
  'referralUrl',
  'day',
  'count',
  'cases',
  'question',
  'supplementUrl',
  'until',
  'username',
  'passwordUrl',
  'person',
  'purpose',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** What a message says in the place of each placeholder; one that is missing or empty is left out by `{{#if}}`. */
export type Values = Readonly<Partial<Record<Placeholder, string>>>;

/** May stand in a subject line, which is shown on locked screens and written to logs: numbers and names of offices, nobody's words. */
export const IN_SUBJECT: readonly Placeholder[] = [
  'cityName',
  'hotlineNumber',
  'petitionNo',
  'caseNo',
  'otherCaseNo',
  'categoryName',
  'agencyName',
  'receivedAt',
  'dueAt',
  'outcome',
  'step',
  'score',
  'day',
  'count',
];

export interface TemplateRule {
  /** Never empty. */
  readonly always: readonly Placeholder[];
  /** May be empty: a text asks for it inside `{{#if}}` only. */
  readonly sometimes: readonly Placeholder[];
  /** What the message is for: a text without it is refused. */
  readonly must: readonly Placeholder[];
}

const CASE: readonly Placeholder[] = ['cityName', 'hotlineNumber', 'caseNo', 'subject', 'categoryName', 'receivedAt'];
const CITIZEN: readonly Placeholder[] = [...CASE, 'petitionNo', 'statusUrl'];
const STAFF: readonly Placeholder[] = [...CASE, 'agencyName', 'dueAt'];

/** To somebody on the staff, about their account. */
const ACCOUNT: readonly Placeholder[] = ['cityName', 'hotlineNumber', 'recipientName', 'username', 'until'];

const MERGING: readonly Placeholder[] = [...STAFF, 'otherCaseNo', 'reason'];

/** Every message the city writes, by the name of its text. */
export const TEMPLATES = {
  acknowledgement: {
    always: CITIZEN,
    sometimes: ['recipientName', 'agencyName', 'dueAt', 'lookupCode', 'notice'],
    must: ['petitionNo', 'statusUrl'],
  },
  confirmation: { always: [...CITIZEN, 'confirmUrl'], sometimes: ['recipientName', 'lookupCode'], must: ['confirmUrl'] },
  transferred: {
    always: [...CITIZEN, 'agencyName', 'dueAt'],
    sometimes: ['recipientName', 'reason'],
    must: ['petitionNo', 'agencyName'],
  },
  /** `caseNo` is the case that answers the petition now. */
  merged: { always: CITIZEN, sometimes: ['recipientName', 'agencyName'], must: ['petitionNo', 'caseNo', 'statusUrl'] },
  unmerged: { always: CITIZEN, sometimes: ['recipientName', 'agencyName'], must: ['petitionNo', 'caseNo', 'statusUrl'] },
  /** `dueAt` is the new due instant. */
  extended: {
    always: [...CITIZEN, 'agencyName', 'dueAt', 'reason'],
    sometimes: ['recipientName'],
    must: ['petitionNo', 'dueAt', 'reason'],
  },
  /** `dueAt` is the end of the time to answer. */
  supplement: {
    always: [...CITIZEN, 'agencyName', 'question', 'supplementUrl', 'dueAt'],
    sometimes: ['recipientName'],
    must: ['question', 'supplementUrl', 'dueAt'],
  },
  reply: {
    always: [...CITIZEN, 'agencyName', 'replyText', 'outcome'],
    sometimes: ['recipientName'],
    must: ['petitionNo', 'replyText'],
  },
  'no-action': {
    always: [...CITIZEN, 'agencyName', 'reason'],
    sometimes: ['recipientName', 'earlierCaseNo'],
    must: ['petitionNo', 'reason'],
  },
  tracked: { always: [...CITIZEN, 'agencyName', 'dueAt', 'reason'], sometimes: ['recipientName'], must: ['petitionNo', 'dueAt'] },
  withdrawn: { always: CITIZEN, sometimes: ['recipientName', 'agencyName'], must: ['petitionNo'] },
  /** `dueAt` is the end of the time to answer. */
  survey: { always: [...CITIZEN, 'agencyName', 'surveyUrl', 'dueAt'], sometimes: ['recipientName'], must: ['surveyUrl'] },
  /** The same link again, by another way. */
  'survey-reminder': {
    always: [...CITIZEN, 'agencyName', 'surveyUrl', 'dueAt'],
    sometimes: ['recipientName'],
    must: ['surveyUrl'],
  },
  'reopening-approved': {
    always: [...CITIZEN, 'agencyName'],
    sometimes: ['recipientName', 'reason'],
    must: ['petitionNo'],
  },
  'reopening-rejected': {
    always: [...CITIZEN, 'reason'],
    sometimes: ['recipientName', 'agencyName'],
    must: ['petitionNo', 'reason'],
  },
  dispatched: { always: STAFF, sometimes: ['recipientName', 'reason'], must: ['caseNo', 'dueAt'] },
  /** To the agency whose work is not needed any more. */
  withdrawal: { always: [...STAFF, 'reason'], sometimes: ['recipientName'], must: ['caseNo'] },
  /** To whoever had work that was taken back. */
  'taken-back': { always: [...STAFF, 'reason'], sometimes: ['recipientName'], must: ['caseNo', 'reason'] },
  /** To an agency outside the city, whose staff have no accounts. */
  referred: {
    always: [...STAFF, 'referralUrl'],
    sometimes: ['recipientName', 'reason'],
    must: ['caseNo', 'dueAt', 'referralUrl'],
  },
  /** To such an agency whose answer was not approved. */
  'referral-rejected': {
    always: [...STAFF, 'referralUrl'],
    sometimes: ['recipientName', 'reason'],
    must: ['caseNo', 'dueAt', 'referralUrl'],
  },
  /** To whoever leads the case; `agencyName` is the helper. */
  'co-handler-answered': { always: STAFF, sometimes: ['recipientName'], must: ['caseNo', 'agencyName'] },
  'co-handler-returned': { always: [...STAFF, 'reason'], sometimes: ['recipientName'], must: ['caseNo', 'agencyName', 'reason'] },
  /** To a helper whose help is not needed any more. */
  'co-handler-removed': { always: [...STAFF, 'reason'], sometimes: ['recipientName'], must: ['caseNo', 'reason'] },
  'co-handlers-done': { always: STAFF, sometimes: ['recipientName'], must: ['caseNo'] },
  /** To whoever works on a case that another one answers for, and on the other one; `otherCaseNo` is the one that they do not. */
  'case-merged': { always: MERGING, sometimes: ['recipientName'], must: ['caseNo', 'otherCaseNo'] },
  'merge-received': { always: MERGING, sometimes: ['recipientName'], must: ['caseNo', 'otherCaseNo'] },
  'case-unmerged': { always: MERGING, sometimes: ['recipientName'], must: ['caseNo', 'otherCaseNo'] },
  'merge-undone': { always: MERGING, sometimes: ['recipientName'], must: ['caseNo', 'otherCaseNo'] },
  supplemented: { always: STAFF, sometimes: ['recipientName'], must: ['caseNo'] },
  /** The petitioner has written without having been asked. */
  written: { always: STAFF, sometimes: ['recipientName'], must: ['caseNo'] },
  /** `proposedAgencyName` is the agency whose business the case is, in the eyes of the one that gave it back. */
  returned: {
    always: [...STAFF, 'reason'],
    sometimes: ['recipientName', 'proposedAgencyName'],
    must: ['caseNo', 'reason'],
  },
  /** To the agency of a case that is tracked further. */
  tracking: { always: [...STAFF, 'reason'], sometimes: ['recipientName'], must: ['caseNo', 'dueAt'] },
  /** `dueAt` is the day of the promise. */
  promise: { always: [...STAFF, 'step', 'reason'], sometimes: ['recipientName'], must: ['caseNo', 'dueAt', 'reason'] },
  /** To those who decide on more time; `until` is the due instant that is asked for. */
  'extension-requested': {
    always: [...STAFF, 'reason', 'until'],
    sometimes: ['recipientName'],
    must: ['caseNo', 'dueAt', 'until', 'reason'],
  },
  /** To whoever asked; `dueAt` is the due instant that counts now. */
  'extension-decided': { always: [...STAFF, 'step'], sometimes: ['recipientName', 'reason'], must: ['caseNo', 'dueAt', 'step'] },
  approval: { always: [...STAFF, 'step'], sometimes: ['recipientName'], must: ['caseNo', 'dueAt'] },
  'reply-rejected': { always: STAFF, sometimes: ['recipientName', 'reason'], must: ['caseNo'] },
  recused: { always: STAFF, sometimes: ['recipientName'], must: ['caseNo'] },
  /** A case that was given or taken back and that nobody has decided about. */
  undecided: {
    always: [...STAFF, 'step'],
    sometimes: ['recipientName', 'proposedAgencyName'],
    must: ['caseNo', 'step'],
  },
  reminder: { always: [...STAFF, 'step'], sometimes: ['recipientName'], must: ['caseNo', 'dueAt'] },
  due: { always: [...STAFF, 'step'], sometimes: ['recipientName'], must: ['caseNo', 'dueAt'] },
  overdue: { always: [...STAFF, 'step'], sometimes: ['recipientName'], must: ['caseNo', 'dueAt'] },
  /** `dueAt` is the end of the time to decide. */
  'reopening-requested': { always: [...STAFF, 'reason'], sometimes: ['recipientName'], must: ['caseNo', 'dueAt'] },
  /** A request to reopen that nobody has decided; `dueAt` is the end of the time to decide. */
  'reopening-undecided': { always: [...STAFF, 'step'], sometimes: ['recipientName'], must: ['caseNo', 'dueAt', 'step'] },
  /** A hazard that no agency has accepted: goes on until one has. */
  unaccepted: { always: [...STAFF, 'step'], sometimes: ['recipientName'], must: ['caseNo', 'dueAt'] },
  /** `cases` is one line for each case, `count` how many there are. */
  digest: { always: ['cityName', 'hotlineNumber', 'day', 'count', 'cases'], sometimes: ['recipientName'], must: ['cases'] },
  /** `until` is the end of the time in which the link works. */
  'account-opened': { always: [...ACCOUNT, 'passwordUrl'], sometimes: [], must: ['username', 'passwordUrl', 'until'] },
  'password-reset': { always: [...ACCOUNT, 'passwordUrl'], sometimes: [], must: ['passwordUrl', 'until'] },
  /** `until` is when the account is disabled; `step` says why. */
  'account-expiring': { always: [...ACCOUNT, 'step'], sometimes: [], must: ['username', 'until', 'step'] },
  /** In both languages. `until` is when it was changed; `step` says what. */
  'account-changed': { always: [...ACCOUNT, 'step'], sometimes: [], must: ['username', 'until', 'step'] },
  /** To the supervisors of whoever was shown who petitioned. Of the petition it says the number alone. */
  'identity-revealed': {
    always: ['cityName', 'hotlineNumber', 'caseNo', 'agencyName', 'person', 'purpose', 'petitionNo'],
    sometimes: ['recipientName'],
    must: ['caseNo', 'person', 'purpose', 'petitionNo'],
  },
  review: { always: [...STAFF, 'score'], sometimes: ['recipientName', 'comment'], must: ['caseNo', 'score'] },
} as const satisfies Record<string, TemplateRule>;

export type TemplateName = keyof typeof TEMPLATES;

export const TEMPLATE_NAMES = Object.keys(TEMPLATES) as TemplateName[];
