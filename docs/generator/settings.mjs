/** The settings, as a page and as the table of the README. */
import { table } from './markdown.mjs';

const settingsTable = (settings) =>
  table(
    ['Setting', 'Default', 'Meaning'],
    settings.map(({ name, fallback, meaning }) => [`\`${name}\``, fallback === '' ? '' : defaultOf(fallback), meaning]),
  );

/** What is in brackets describes what happens without the setting; everything else is a value. */
const defaultOf = (fallback) => (/^\(.*\)$/.test(fallback) ? fallback.slice(1, -1) : `\`${fallback}\``);

export const settingsPage = (settings) => `# Settings

All of them are environment variables, read once at the start; one that cannot be used is named and the program does not start. Blank counts
as not set.

${settingsTable(settings)}
`;

const BEGIN = '<!-- settings: written by npm run docs:generate -->';
const END = '<!-- end of settings -->';

/** @throws Error when the README does not say where the table goes */
export function withSettings(readme, settings) {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`README.md needs the lines "${BEGIN}" and "${END}"`);
  const block = ['<!-- prettier-ignore-start -->', '', settingsTable(settings), '', '<!-- prettier-ignore-end -->'].join('\n');
  return `${before}${BEGIN}\n${block}\n${END}${after}`;
}
