/** `state-machine.md`: what may be done to a case, from the table that decides it. */
import { table } from './markdown.mjs';

/**
 * @param rules `RULES` of the cases
 * @param statuses all statuses of the contract, those that no rule uses yet included
 */
export function stateMachinePage(rules, statuses) {
  const commands = Object.entries(rules);
  const used = statuses.filter((status) => commands.some(([, { from, to }]) => from.includes(status) || to === status));
  return `# The states of a case

From \`RULES\` in \`src/modules/cases/domain/case-lifecycle.ts\`, by which commands are accepted, refused (409 \`case.illegal_command\`) and offered
(\`openCommands\`).

\`\`\`mermaid
stateDiagram-v2
${beginnings()
  .concat(commands.flatMap(arrows))
  .map((line) => `  ${line}`)
  .join('\n')}
\`\`\`

${table(
  ['Command', 'From', 'To', 'Who'],
  commands.map(([command, { from, to, leadOnly, ownLegFrom }]) => [
    `\`${command}\``,
    from.map((status) => `\`${status}\``).join(', '),
    to === null ? 'stays' : `\`${to}\``,
    command === 'confirm'
      ? 'the citizen, by the link'
      : ownLegFrom
        ? `the leading agency, or the city; a co-handler to its own leg, while the case is ${ownLegFrom.map((status) => `\`${status}\``).join(' or ')}`
        : leadOnly
          ? 'the leading agency, or the city'
          : 'any agency of the case, or the city',
  ]),
)}

\`confirm\` leads to \`TRIAGE\` when no rule knows an agency. Which role may give a command is in permissions.md.

${table(
  ['Status', ...commands.map(([command]) => `\`${command}\``)],
  used.map((status) => [`\`${status}\``, ...commands.map(([, { from }]) => (from.includes(status) ? '✓' : ''))]),
)}

Part of the contract, and not reached yet: ${statuses
    .filter((status) => !used.includes(status))
    .map((status) => `\`${status}\``)
    .join(', ')}.
`;
}

/** How a case begins: \`openCase\` in the same folder. */
const beginnings = () => ['[*] --> AWAITING_CONFIRMATION', '[*] --> TRIAGE', '[*] --> DISPATCHED'];

function arrows([command, { from, to }]) {
  if (to === null) return [];
  const decided = command === 'confirm' ? [to, 'TRIAGE'] : [to];
  return from.flatMap((status) => decided.map((target) => `${status} --> ${target}: ${command}`));
}
