import { readdirSync, readFileSync } from 'node:fs';
import { compileTemplates, type TemplateFile, type Templates } from '../../src/modules/notifications/domain/template.ts';

const CITIES = new URL('../../cities/', import.meta.url);

/** The message texts of a shipped city pack, as the loader of the pack reads them. */
export const shippedTexts = (city: string): TemplateFile[] =>
  readdirSync(new URL(`${city}/texts`, CITIES)).flatMap((language) =>
    readdirSync(new URL(`${city}/texts/${language}`, CITIES)).map((entry) => ({
      language,
      name: entry.replace(/\.txt$/, ''),
      file: `texts/${language}/${entry}`,
      text: readFileSync(new URL(`${city}/texts/${language}/${entry}`, CITIES), 'utf8'),
    })),
  );

export const shippedTemplates = (city: string): Templates => compileTemplates(shippedTexts(city)).templates;
