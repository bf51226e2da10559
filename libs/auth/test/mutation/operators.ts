import ts from 'typescript';

/** What stands for a node in its file. */
export type TextOf = (node: ts.Node) => string;

/** What takes the place of an expression, and how that is told. */
export interface Mutation {
  readonly text: string;
  /** `original -> mutated`, or shorter. */
  readonly change: string;
}

/** What an expression inside of a function may be turned into; nothing where no decision hangs on it. */
export function mutationsOf(node: ts.Node, textOf: TextOf): readonly Mutation[] {
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements.every((element) => ts.isLiteralExpression(element))
      ? shorterLists(node, textOf)
      : [];
  }
  const texts = [...changesTo(node, textOf), ...(isCondition(node) ? ['true', 'false'] : [])];
  return [...new Set(texts)].filter((text) => text !== textOf(node)).map(from(textOf(node)));
}

/** What a part of the value of a constant may be turned into. */
export function constantMutationsOf(node: ts.Node, textOf: TextOf): readonly Mutation[] {
  if (ts.isArrayLiteralExpression(node)) return shorterLists(node, textOf);
  if (ts.isObjectLiteralExpression(node) && ts.isCallExpression(node.parent)) {
    return withoutOneOf(node.properties, textOf, (rest) => `{ ${rest} }`);
  }
  return otherLiterals(node, textOf(node)).map(from(textOf(node)));
}

function otherLiterals(node: ts.Node, text: string): readonly string[] {
  if (ts.isNumericLiteral(node)) return [`${text} + 1`, `${text} - 1`];
  if (ts.isBigIntLiteral(node)) return [`${text} + 1n`, `${text} - 1n`];
  return ts.isRegularExpressionLiteral(node) ? looserThan(text) : [];
}

function from(original: string): (text: string) => Mutation {
  return (text) => ({ text, change: `${original} -> ${text}` });
}

function shorterLists(node: ts.ArrayLiteralExpression, textOf: TextOf): readonly Mutation[] {
  return withoutOneOf(node.elements, textOf, (rest) => `[${rest}]`);
}

function withoutOneOf(
  nodes: readonly ts.Node[],
  textOf: TextOf,
  listOf: (rest: string) => string,
): readonly Mutation[] {
  return nodes.map((left, index) => ({
    text: listOf(nodes.toSpliced(index, 1).map(textOf).join(', ')),
    change: `without ${textOf(left)}`,
  }));
}

function changesTo(node: ts.Node, textOf: TextOf): readonly string[] {
  if (ts.isBinaryExpression(node)) return changesToBinary(node, textOf);
  if (ts.isCallExpression(node)) return changesToCall(node, textOf);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return changesToUnary(node, textOf);
  if (ts.isNumericLiteral(node)) return [`${textOf(node)} + 1`];
  if (ts.isBigIntLiteral(node)) return [`${textOf(node)} + 1n`];
  if (ts.isRegularExpressionLiteral(node)) return looserThan(textOf(node));
  if (node.kind === ts.SyntaxKind.TrueKeyword) return ['false'];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return ['true'];
  // a label that nothing equals: the case is never taken
  if (ts.isCaseClause(node.parent) && node.parent.expression === node) return ['NaN'];
  return [];
}

function changesToBinary(
  { left, operatorToken, right }: ts.BinaryExpression,
  textOf: TextOf,
): readonly string[] {
  const other = OTHER_OPERATOR.get(operatorToken.kind);
  const swapped = other ? [`${textOf(left)} ${other} ${textOf(right)}`] : [];
  return operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ? [textOf(left), textOf(right)] : swapped;
}

function changesToCall(node: ts.CallExpression, textOf: TextOf): readonly string[] {
  if (!ts.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression: receiver } = node.expression;
  const parameters = node.arguments.map(textOf).join(', ');
  const other = OTHER_METHOD.get(name.text);
  if (other) return [`${textOf(receiver)}.${other}(${parameters})`];
  if (LEFT_OUT.has(name.text)) return [textOf(receiver)];
  return `${textOf(receiver)}.${name.text}` === 'Object.freeze' ? [parameters] : [];
}

function changesToUnary(
  { operator, operand }: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  textOf: TextOf,
): readonly string[] {
  if (operator === ts.SyntaxKind.ExclamationToken) return [textOf(operand)];
  if (operator === ts.SyntaxKind.PlusPlusToken) return [`${textOf(operand)}--`];
  return operator === ts.SyntaxKind.MinusMinusToken ? [`${textOf(operand)}++`] : [];
}

/** Whether the value is used as true or false, as far as the text shows. */
function isCondition(node: ts.Node): boolean {
  if (!ts.isExpression(node)) return false;
  if (ts.isParenthesizedExpression(node) || isLogical(node) || isNegation(node)) return false; // their operands are
  if (ts.isBinaryExpression(node)) return COMPARISONS.has(node.operatorToken.kind);
  if (ts.isCallExpression(node) && PREDICATE.test(nameOfCallee(node))) return true;
  return isDecidedBy(node.parent, node);
}

function isDecidedBy(parent: ts.Node, node: ts.Node): boolean {
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) {
    return parent.expression === node;
  }
  if (ts.isForStatement(parent) || ts.isConditionalExpression(parent)) return parent.condition === node;
  if (isNegation(parent)) return true;
  if (ts.isParenthesizedExpression(parent)) return isDecidedBy(parent.parent, parent);
  // the right operand is the value of the whole
  return isLogical(parent) && (parent.left === node || isDecidedBy(parent.parent, parent));
}

function isNegation(node: ts.Node): node is ts.PrefixUnaryExpression {
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
}

function isLogical(node: ts.Node): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken ||
      node.operatorToken.kind === ts.SyntaxKind.BarBarToken)
  );
}

function nameOfCallee({ expression }: ts.CallExpression): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isIdentifier(expression) ? expression.text : '';
}

/** Anchors and flags off, and what must be there at least once may be missing. */
function looserThan(regexp: string): readonly string[] {
  const end = regexp.lastIndexOf('/');
  const [pattern, flags] = [regexp.slice(1, end), regexp.slice(end + 1)];
  const patterns = [
    ...(pattern.startsWith('^') ? [pattern.slice(1)] : []),
    ...(pattern.endsWith('$') ? [pattern.slice(0, -1)] : []),
    ...[...pattern.matchAll(/(?<=\])\+/g)].map(
      ({ index }) => `${pattern.slice(0, index)}*${pattern.slice(index + 1)}`,
    ),
  ];
  return [...patterns.map((loose) => `/${loose}/${flags}`), ...(flags ? [`/${pattern}/`] : [])];
}

const PREDICATE = /^(is|has|holds|includes|some|every|test|equals)([A-Z].*)?$/;

const LEFT_OUT: ReadonlySet<string> = new Set([
  'filter',
  'flat',
  'replaceAll',
  'slice',
  'toLowerCase',
  'trim',
]);

const OTHER_METHOD: ReadonlyMap<string, string> = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['min', 'max'],
  ['max', 'min'],
  ['indexOf', 'lastIndexOf'],
  ['lastIndexOf', 'indexOf'],
]);

const COMPARISONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.InKeyword,
  ts.SyntaxKind.InstanceOfKeyword,
]);

/** The boundary moved, the sense turned round, the calculation reversed. */
const OTHER_OPERATOR: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AsteriskToken, '/'],
  [ts.SyntaxKind.SlashToken, '*'],
  [ts.SyntaxKind.PercentToken, '*'],
  [ts.SyntaxKind.AsteriskAsteriskToken, '*'],
  [ts.SyntaxKind.PlusEqualsToken, '-='],
]);
