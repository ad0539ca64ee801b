import { parseAst } from 'vite';

/** Attributes whose text somebody reads or hears. */
const SPOKEN =
  /^(aria-(?!(labelledby|describedby|controls|owns)$)\w+|title|label|name|alt|placeholder|text|words|unit|summary|description)$/;
/** Attributes whose text nobody reads. */
const SILENT =
  /^(className|d|path|transform|points|style|href|key|id|role|type|viewBox|fontFamily|aria-(haspopup|live|current|orientation))$/;

type Node = { readonly type: string; readonly [property: string]: unknown };
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Names that are the same in every language. */
const NAMES = /Trust Region Playground|TensorFlow\.js|Trust Region|^Frob\.$/g;
/** Words of stylesheets and of markup. */
const STYLE = /^(<\w|\((prefers|min|max|forced)-|(color-mix|(linear|radial)-gradient)\()/;

/** Words that follow one another. Programs' words (`grid auto`, `0 0 4px`) have no such pair as a rule. */
function isSentence(text: string): boolean {
  if (STYLE.test(text)) return false;
  const words = text.replace(NAMES, '');
  return /\p{L}{2,}[,;:]? \p{L}{2,}/u.test(words) || /\p{L}{3,}[.…?!]$/u.test(words);
}
const hasWord = (text: string) => /\p{L}{2,}/u.test(text.replace(NAMES, ''));

/**
 * What a source file says in its own words instead of in messages: text between tags, attributes that are read or heard,
 * and sentences anywhere else. Errors that only a programmer sees (`throw new Error`) are left out, and lines with
 * `not words:` and a reason above them or above their whole statement.
 */
export function englishLiterals(name: string, text: string): string[] {
  const lines = text.split('\n');
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
  const program = parseAst(text, { lang: name.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Node;
  const starts = (program['body'] as readonly Node[]).map((statement) => statement['start'] as number);
  const marked = (offset: number) => /not words:/.test(lines[lineOf(offset) - 2] ?? '');
  const excused = (offset: number) =>
    marked(offset) || marked(starts.findLast((start) => start <= offset) ?? offset);
  const found: string[] = [];
  const report = (node: Node, words: string) => {
    const offset = node['start'] as number;
    if (!excused(offset)) found.push(`${name}:${lineOf(offset)}: ${words.trim()}`);
  };

  const visit = (node: Node, attribute: string | null): void => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'TSLiteralType':
      case 'TSTypeAliasDeclaration':
      case 'TSInterfaceDeclaration':
      case 'ThrowStatement':
        return;
      case 'JSXText':
        if (hasWord(node['value'] as string)) report(node, node['value'] as string);
        return;
      case 'JSXAttribute': {
        const attributeName = (node['name'] as Node)['name'] as string;
        if (SILENT.test(attributeName)) return;
        if (isNode(node['value'])) visit(node['value'], attributeName);
        return;
      }
      case 'Literal': {
        const { value } = node;
        if (typeof value !== 'string') return;
        const spoken = attribute !== null && SPOKEN.test(attribute);
        if (spoken ? hasWord(value) && !/^(true|false|page|polite)$/.test(value) : isSentence(value))
          report(node, value);
        return;
      }
      case 'TemplateLiteral': {
        const quasis = node['quasis'] as readonly { readonly value: { readonly cooked: string } }[];
        const words = quasis.map((part) => part.value.cooked).join('{}');
        const spoken = attribute !== null && SPOKEN.test(attribute);
        if (spoken ? hasWord(words) : isSentence(words)) report(node, words);
        for (const expression of node['expressions'] as readonly Node[]) visit(expression, null);
        return;
      }
      default:
        for (const [property, value] of Object.entries(node)) {
          if (property === 'parent') continue;
          for (const child of Array.isArray(value) ? value : [value]) {
            if (isNode(child)) visit(child, node.type.startsWith('JSX') ? attribute : null);
          }
        }
    }
  };
  visit(program, null);
  return found;
}
