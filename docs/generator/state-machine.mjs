/** `state-machine.md`: what may be done to a case, from the table that decides it. */
import { table } from './markdown.mjs';

/** Commands that no person of the staff gives. */
const UNOFFERED = {
  confirm: 'the citizen, by the link',
  'receive-message': 'the petitioner, by a mail',
  'expire-supplement': 'nobody: the time to answer is over',
  'expire-extension': 'nobody: the time to decide is over',
};

/**
 * @param rules `RULES` of the cases
 * @param statuses all statuses of the contract, those that no rule uses yet included
 */
export function stateMachinePage(rules, statuses) {
  const commands = Object.entries(rules);
  const used = statuses.filter((status) =>
    commands.some(([, { from, to, orTo = [] }]) => [...from, to, ...orTo].includes(status)),
  );
  return `# The states of a case

From the rules in \`src/modules/cases/domain/\`, by which commands are accepted, refused (409 \`case.illegal_command\`) and offered
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
  commands.map(([command, { from, to, orTo = [], leadOnly, ownLeg, unoffered }]) => [
    `\`${command}\``,
    from.map((status) => `\`${status}\``).join(', '),
    to === null && orTo.length === 0
      ? 'stays'
      : [to, ...orTo]
          .filter((status) => status !== null)
          .map((status) => `\`${status}\``)
          .join(' or '),
    unoffered
      ? UNOFFERED[command]
      : ownLeg
        ? 'the leading agency, or the city; a co-handler to its own leg, while the case is worked on'
        : leadOnly
          ? 'the leading agency, or the city'
          : 'any agency of the case, or the city',
  ]),
)}

Which role may give a command is in permissions.md.

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

const arrows = ([command, { from, to, orTo = [] }]) =>
  from.flatMap((status) =>
    [to, ...orTo].filter((target) => target !== null).map((target) => `${status} --> ${target}: ${command}`),
  );
