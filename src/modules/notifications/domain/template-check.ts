import Handlebars from 'handlebars';

/** What one text may ask for. */
export interface TextRule {
  readonly known: readonly string[];
  /** Those of them that this text is given. */
  readonly given: readonly string[];
  /** Those of the given ones that only stand inside `{{#if}}`. */
  readonly mayBeEmpty: readonly string[];
}

interface Found {
  readonly line: number;
  readonly reason: string;
}

/** Reads a text without running it. @param firstLine of the text in its file */
export function checkPlaceholders(text: string, firstLine: number, rule: TextRule): { used: string[]; problems: Found[] } {
  try {
    const check = new Check(firstLine, rule);
    check.program(Handlebars.parse(text), new Set());
    return { used: check.used, problems: check.problems };
  } catch (error) {
    return { used: [], problems: [syntaxError(error as Error, firstLine)] };
  }
}

function syntaxError({ message }: Error, firstLine: number): Found {
  const line = Number(/line (\d+)|- (\d+):\d+/.exec(message)?.slice(1).find(Boolean) ?? 1);
  return { line: firstLine + line - 1, reason: 'the braces do not match' };
}

const ALLOWED = 'only {{placeholder}}, {{#if placeholder}} and {{#unless placeholder}} may be used';

const HAPPENS_IF: Readonly<Record<string, 'program' | 'inverse'>> = { if: 'program', unless: 'inverse' };

/** Walks through a text and remembers which placeholders are known to have a value where it stands. */
class Check {
  readonly used: string[] = [];
  readonly problems: Found[] = [];

  constructor(
    private readonly firstLine: number,
    private readonly rule: TextRule,
  ) {}

  program(program: hbs.AST.Program | undefined, filled: ReadonlySet<string>): void {
    for (const statement of program?.body ?? []) this.statement(statement, filled);
  }

  private statement(statement: hbs.AST.Statement, filled: ReadonlySet<string>): void {
    switch (statement.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        break;
      case 'MustacheStatement':
        this.mustache(statement as hbs.AST.MustacheStatement, filled);
        break;
      case 'BlockStatement':
        this.block(statement as hbs.AST.BlockStatement, filled);
        break;
      default:
        this.tell(statement, ALLOWED);
    }
  }

  private mustache({ path, params, ...node }: hbs.AST.MustacheStatement, filled: ReadonlySet<string>): void {
    const name = nameOf(path);
    if (name === null || params.length > 0) {
      this.tell(node, ALLOWED);
    } else if (this.given(node, name)) {
      this.used.push(name);
      if (this.rule.mayBeEmpty.includes(name) && !filled.has(name)) {
        this.tell(node, `{{${name}}} may be empty: use it inside {{#if ${name}}} … {{/if}}`);
      }
    }
  }

  private block(block: hbs.AST.BlockStatement, filled: ReadonlySet<string>): void {
    const kind = HAPPENS_IF[nameOf(block.path) ?? ''];
    const name = block.params.length === 1 ? nameOf(block.params[0]!) : null;
    if (!kind || name === null) {
      this.tell(block, ALLOWED);
    } else if (this.given(block, name)) {
      const withName = new Set([...filled, name]);
      this.program(block.program, kind === 'program' ? withName : filled);
      this.program(block.inverse, kind === 'inverse' ? withName : filled);
    }
  }

  private given(node: Pick<hbs.AST.Node, 'loc'>, name: string): boolean {
    if (!this.rule.known.includes(name)) this.tell(node, `there is no placeholder {{${name}}}`);
    else if (!this.rule.given.includes(name)) this.tell(node, `{{${name}}} may not be used here`);
    else return true;
    return false;
  }

  private tell(node: Pick<hbs.AST.Node, 'loc'>, reason: string): void {
    this.problems.push({ line: this.firstLine + node.loc.start.line - 1, reason });
  }
}

/** The plain name an expression consists of, or null when it is anything more. */
function nameOf(expression: hbs.AST.Expression): string | null {
  const path = expression as hbs.AST.PathExpression;
  return expression.type === 'PathExpression' && path.depth === 0 && !path.data && path.parts.length === 1 ? path.original : null;
}
