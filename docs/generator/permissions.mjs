/** `permissions.md`: who may do what, and which route asks for it. */
import { table } from './markdown.mjs';

/**
 * @param permissions `PERMISSIONS` of identity
 * @param document the OpenAPI document, in which every guarded route names its permission
 */
export function permissionsPage(permissions, roles, document) {
  const routes = routesOf(document);
  const asking = (permission) => routes.filter((route) => route.permission === permission).map(({ name }) => name);
  const held = (permission, role) => (permissions[permission].includes(role) ? '✓' : '');
  return `# Permissions

From \`src/modules/identity/domain/permissions.ts\`. A role is held at one agency or for the whole city; it reaches the cases on which that agency
works, or all. A route that names no permission, is not signed and is not public does not exist: a test sees to it.

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
