import type { Problem } from '../../kernel/table.ts';
import {
  DISTRICT_ROLES,
  isHeldAtAgency,
  type Role,
  type RoleRule,
  ROLES,
  type SingleSignOnPolicy,
} from '../../modules/identity/index.ts';
import type { PackFile, PackTables } from './pack-tables.ts';
import { isObject, type Members } from './members.ts';

const FILE = 'single-sign-on.json';
const USUAL = { scopes: ['profile', 'email'], linkByUsername: false, secondFactor: null } as const;
const MEMBERS = ['scopes', 'claims', 'rules', 'linkByUsername', 'secondFactor'];
const CLAIMS = ['person', 'username', 'displayName', 'email'] as const;
const RULE_MEMBERS = ['claim', 'values', 'role', 'agencyCode', 'agencyClaim', 'districtCode', 'districtClaim'];

type Report = (reason: string) => void;

/** Reads how a city reads what its single sign-on says. Null when the pack has no such file: then the city has none. */
export function readSingleSignOn(tables: PackTables, read: PackFile, problems: Problem[]): SingleSignOnPolicy | null {
  const text = read(FILE);
  if (text === null) return null;
  const report: Report = (reason) => problems.push({ file: FILE, line: 1, reason });
  const members = parse(text, report);
  if (members === null) return null;
  nothingElse(members, MEMBERS, 'it', report);
  const places = {
    agencyCode: new Set(tables.agencies.map(({ code }) => code)),
    districtCode: new Set(tables.districts.map(({ code }) => code)),
  };
  const rules: unknown[] = Array.isArray(members['rules']) ? members['rules'] : [];
  if (rules.length === 0) report('rules is not a list of at least one rule: nobody would have a role');
  const linkByUsername = members['linkByUsername'] ?? USUAL.linkByUsername;
  if (typeof linkByUsername !== 'boolean') report('linkByUsername is not true or false');
  return {
    scopes: texts(members['scopes'] ?? USUAL.scopes, 'scopes', report),
    claims: claims(members['claims'], report),
    rules: rules.map((rule, i) => roleRule(rule, { places, name: `rule ${i + 1}`, report })),
    linkByUsername: linkByUsername === true,
    secondFactor: secondFactor(members['secondFactor'] ?? USUAL.secondFactor, report),
  };
}

function claims(value: unknown, report: Report): SingleSignOnPolicy['claims'] {
  const given = isObject(value) ? value : {};
  nothingElse(given, CLAIMS, 'claims', report);
  const [person, username, displayName, email] = CLAIMS.map((name) => text(given[name], `claims ${name}`, report));
  return { person: person!, username: username!, displayName: displayName!, email: email! };
}

interface RuleContext {
  readonly places: Readonly<Record<'agencyCode' | 'districtCode', ReadonlySet<string>>>;
  readonly name: string;
  readonly report: Report;
}

function roleRule(value: unknown, context: RuleContext): RoleRule {
  const { name, report } = context;
  const given = isObject(value) ? value : {};
  nothingElse(given, RULE_MEMBERS, name, report);
  const named = (...members: readonly string[]): number => members.filter((member) => (given[member] ?? null) !== null).length;
  const claim = (member: string): string | null =>
    named(member) === 0 ? null : text(given[member], `${name} ${member}`, report);
  return {
    claim: text(given['claim'], `${name} claim`, report),
    values: texts(given['values'], `${name} values`, report),
    role: ruledRole(given['role'], named('agencyCode', 'agencyClaim'), named('districtCode', 'districtClaim'), context),
    agencyCode: knownPlace(given, 'agencyCode', context),
    agencyClaim: claim('agencyClaim'),
    districtCode: knownPlace(given, 'districtCode', context),
    districtClaim: claim('districtClaim'),
  };
}

/** @param agencies how often the rule names an agency @param districts how often it names a district */
function ruledRole(role: unknown, agencies: number, districts: number, { name, report }: RuleContext): Role {
  if (!isRole(role)) {
    report(`${name} role is not one of ${ROLES.join(', ')}`);
    return ROLES[0];
  }
  const atAgency = isHeldAtAgency(role);
  if (atAgency && agencies !== 1) report(`${name} needs an agencyCode or an agencyClaim, for ${role} is held at an agency`);
  if (!atAgency && agencies !== 0) report(`${name} names an agency, and ${role} is held for the whole city`);
  if (districts !== 0 && !DISTRICT_ROLES.includes(role)) report(`${name} names a district, and ${role} is not held for one`);
  if (districts > 1) report(`${name} has a districtCode and a districtClaim: one says it`);
  return role;
}

function knownPlace(given: Members, member: 'agencyCode' | 'districtCode', { places, name, report }: RuleContext): string | null {
  const code = given[member] ?? null;
  if (code === null) return null;
  if (typeof code === 'string' && places[member].has(code)) return code;
  report(`${name} ${member} ${JSON.stringify(code)} is not ${member === 'agencyCode' ? 'an agency' : 'a district'}`);
  return '';
}

function secondFactor(value: unknown, report: Report): SingleSignOnPolicy['secondFactor'] {
  if (value === null) return null;
  const given = isObject(value) ? value : {};
  nothingElse(given, ['claim', 'values'], 'secondFactor', report);
  return {
    claim: text(given['claim'], 'secondFactor claim', report),
    values: texts(given['values'], 'secondFactor values', report),
  };
}

function parse(text: string, report: Report): Members | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    if (isObject(value)) return value;
    report('is not a JSON object');
  } catch (error) {
    report(`is not JSON: ${(error as Error).message}`);
  }
  return null;
}

function nothingElse(given: Members, known: readonly string[], name: string, report: Report): void {
  for (const key of Object.keys(given).filter((member) => !known.includes(member))) report(`${name} has no member ${key}`);
}

function text(value: unknown, name: string, report: Report): string {
  if (typeof value === 'string' && /^\S{1,100}$/.test(value)) return value;
  report(`${name} is not a name without blanks`);
  return '';
}

function texts(value: unknown, name: string, report: Report): string[] {
  const listed: unknown[] = Array.isArray(value) ? value : [];
  if (listed.length > 0 && listed.every((entry) => typeof entry === 'string' && entry !== '')) return listed as string[];
  report(`${name} is not a list of texts`);
  return [];
}

const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);
