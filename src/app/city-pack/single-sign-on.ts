import type { Problem } from '../../kernel/table.ts';
import { isHeldAtAgency, type Role, type RoleRule, ROLES, type SingleSignOnPolicy } from '../../modules/identity/index.ts';
import type { PackFile, PackTables } from './pack-tables.ts';
import { isObject, type Members } from './members.ts';

const FILE = 'single-sign-on.json';
const USUAL = { scopes: ['profile', 'email'], linkByUsername: false, secondFactor: null } as const;
const MEMBERS = ['scopes', 'claims', 'rules', 'linkByUsername', 'secondFactor'];
const CLAIMS = ['person', 'username', 'displayName', 'email'] as const;
const RULE_MEMBERS = ['claim', 'values', 'role', 'agencyCode', 'agencyClaim'];

type Report = (reason: string) => void;

/** Reads how a city reads what its single sign-on says. Null when the pack has no such file: then the city has none. */
export function readSingleSignOn(tables: PackTables, read: PackFile, problems: Problem[]): SingleSignOnPolicy | null {
  const text = read(FILE);
  if (text === null) return null;
  const report: Report = (reason) => problems.push({ file: FILE, line: 1, reason });
  const members = parse(text, report);
  if (members === null) return null;
  nothingElse(members, MEMBERS, 'it', report);
  const agencies = new Set(tables.agencies.map(({ code }) => code));
  const rules: unknown[] = Array.isArray(members['rules']) ? members['rules'] : [];
  if (rules.length === 0) report('rules is not a list of at least one rule: nobody would have a role');
  const linkByUsername = members['linkByUsername'] ?? USUAL.linkByUsername;
  if (typeof linkByUsername !== 'boolean') report('linkByUsername is not true or false');
  return {
    scopes: texts(members['scopes'] ?? USUAL.scopes, 'scopes', report),
    claims: claims(members['claims'], report),
    rules: rules.map((rule, i) => roleRule(rule, { agencies, name: `rule ${i + 1}`, report })),
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

function roleRule(
  value: unknown,
  { agencies, name, report }: { agencies: ReadonlySet<string>; name: string; report: Report },
): RoleRule {
  const given = isObject(value) ? value : {};
  nothingElse(given, RULE_MEMBERS, name, report);
  const { agencyCode = null, agencyClaim = null } = given;
  const named = [agencyCode, agencyClaim].filter((agency) => agency !== null).length;
  return {
    claim: text(given['claim'], `${name} claim`, report),
    values: texts(given['values'], `${name} values`, report),
    role: ruledRole(given['role'], named, name, report),
    agencyCode: agencyCode === null ? null : knownAgency(agencyCode, agencies, name, report),
    agencyClaim: agencyClaim === null ? null : text(agencyClaim, `${name} agencyClaim`, report),
  };
}

/** @param named how many agencies the rule names */
function ruledRole(role: unknown, named: number, name: string, report: Report): Role {
  if (!isRole(role)) {
    report(`${name} role is not one of ${ROLES.join(', ')}`);
    return ROLES[0];
  }
  const atAgency = isHeldAtAgency(role);
  if (atAgency && named !== 1) report(`${name} needs an agencyCode or an agencyClaim, for ${role} is held at an agency`);
  if (!atAgency && named !== 0) report(`${name} names an agency, and ${role} is held for the whole city`);
  return role;
}

function knownAgency(code: unknown, agencies: ReadonlySet<string>, name: string, report: Report): string {
  if (typeof code === 'string' && agencies.has(code)) return code;
  report(`${name} agencyCode ${JSON.stringify(code)} is not an agency`);
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
