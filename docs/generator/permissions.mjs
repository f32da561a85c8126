/** `permissions.md`: who may do what, and which route asks for it. */
import { table } from './markdown.mjs';

const SHOWN = { CITY: 'city', DISTRICT: 'district', AGENCY: 'agency', OWN: 'own', NONE: '✓' };

const REACHED = {
  CITY: 'every case; whoever holds the role for one district only may not do it',
  DISTRICT: 'the cases of the district that the role is held for; every case when it is held for the whole city',
  AGENCY: 'the cases on which the agency of the role works now, or a body below it',
  OWN: 'the cases whose petition the caller registered',
  NONE: 'no case: the permission is about something else',
};

/**
 * @param permissions `PERMISSIONS` of identity
 * @param document the OpenAPI document, in which every guarded route names its permission
 */
export function permissionsPage(permissions, roles, document) {
  const routes = routesOf(document);
  const asking = (permission) => routes.filter((route) => route.permission === permission).map(({ name }) => name);
  const held = (permission, role) => SHOWN[permissions[permission][role]] ?? '';
  return `# Permissions

From \`src/modules/identity/domain/permissions.ts\`. Role × action × scope: which cases a role reaches in what it may do.

${table(
  ['Scope', 'Reaches'],
  Object.keys(SHOWN).map((reach) => [SHOWN[reach], REACHED[reach]]),
)}

Besides, \`case.read\` shows to those of an agency, and of the bodies above it, the head of the cases that the agency handled before with what it
did itself, and the cases of the categories that it owns without who petitioned; confidential cases neither. What is done to a case, only those
do who work on it now. A route that names no permission, is not signed and is not public does not exist: a test sees to it.

${table(
  ['Permission', ...roles.map((role) => `\`${role}\``)],
  Object.keys(permissions).map((permission) => [`\`${permission}\``, ...roles.map((role) => held(permission, role))]),
)}

## Routes

${table(
  ['Permission', 'Routes'],
  Object.keys(permissions).map((permission) => [`\`${permission}\``, asking(permission).join(', ') || 'none yet']),
)}

Signed by a machine: ${routes
    .filter(({ machine }) => machine !== undefined)
    .map(({ name, machine }) => `${name} (${machine})`)
    .join(', ')}.

Public: ${routes
    .filter(({ permission, machine }) => permission === undefined && machine === undefined)
    .map(({ name }) => name)
    .join(', ')}.
`;
}

const routesOf = ({ paths }) =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `\`${method.toUpperCase()} ${path.replace('/api/v1', '')}\``,
      permission: operation['x-permission'],
      machine: operation['x-signed-by'],
    })),
  );
