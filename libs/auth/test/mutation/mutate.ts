import ts from 'typescript';
import { type Mutant } from './mutant.ts';
import { constantMutationsOf, type Mutation, mutationsOf, type TextOf } from './operators.ts';

/** A source text with all of its mutants in it, each behind a switch. */
export interface Mutated {
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

/**
 * Puts every mutant of a file into it at once: `isMutant('protect/token/lifetime.ts#7') ? mutated : original`, so that one
 * process can try them one after the other. Loops ask `mayGoOn()` besides: a mutant that never ends is stopped.
 *
 * @param file its name, relative to `src`
 */
export function mutate(source: string, file: string): Mutated {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const textOf: TextOf = (node) => source.slice(node.getStart(tree), node.end);
  const constants = constantsOf(tree, textOf);
  const mutants: Mutant[] = [];
  const keys = new Map<string, number>();
  const known = new Map<Mutation, string>();

  const idOf = (node: ts.Node, place: string, mutation: Mutation): string => {
    const change = onOneLine(mutation.change);
    const key = `${file} ${place}: ${change}`;
    const repeated = (keys.get(key) ?? 0) + 1;
    keys.set(key, repeated);
    const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
    const id = `${file}#${mutants.length}`;
    mutants.push({ id, file, line, key: repeated === 1 ? key : `${key} (${repeated})`, change });
    return id;
  };
  const switched = (id: string, mutated: string, original: string) =>
    `(isMutant('${id}') ? (${mutated}) : ${original})`;
  /** A constant, wherever it is used, with all of its mutants. */
  const constant = (name: string) =>
    (constants.get(name) ?? []).reduce((rest, { part, mutation, whole }) => {
      const id = known.get(mutation) ?? idOf(part, name, mutation);
      known.set(mutation, id);
      return switched(id, whole, rest);
    }, name);

  const render = (node: ts.Node, inFunction: boolean): string => {
    if (node !== tree && isLeftAlone(node)) return textOf(node);
    const inside = inFunction || runsLater(node);
    let text = '';
    let position = node.getStart(tree);
    node.forEachChild((child) => {
      text += source.slice(position, child.getStart(tree)) + render(child, inside);
      position = child.end;
    });
    text += source.slice(position, node.end);
    // outside of functions an expression is evaluated once, before any mutant can be switched on
    if (!inside) return text;
    if (ts.isIdentifier(node) && isUsed(node)) text = constant(node.text);
    if (isDroppable(node)) {
      const leftOut: Mutation = { text: 'undefined', change: `${textOf(node)} left out` };
      return switched(idOf(node, placeOf(node), leftOut), leftOut.text, `(${text})`);
    }
    const mutations = mutationsOf(node, textOf);
    const choice = mutations.reduce(
      (rest, mutation) => switched(idOf(node, placeOf(node), mutation), mutation.text, rest),
      mutations.length > 0 ? `(${text})` : text,
    );
    return isLoopBody(node) ? `{ mayGoOn(); ${choice} }` : choice;
  };
  return { text: source.slice(0, tree.getStart()) + render(tree, false) + source.slice(tree.end), mutants };
}

interface ConstantMutation {
  readonly part: ts.Node;
  readonly mutation: Mutation;
  /** The whole value, mutated: it takes the place of the constant wherever that is used. */
  readonly whole: string;
}

/** The mutants of the constants of a file, by name. */
function constantsOf(tree: ts.SourceFile, textOf: TextOf): ReadonlyMap<string, readonly ConstantMutation[]> {
  const constants = new Map<string, readonly ConstantMutation[]>();
  for (const statement of tree.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (initializer && ts.isIdentifier(name))
        constants.set(name.text, partsOf(initializer, initializer, textOf));
    }
  }
  return constants;
}

function partsOf(part: ts.Node, value: ts.Node, textOf: TextOf): readonly ConstantMutation[] {
  if (ts.isFunctionLike(part) || isLeftAlone(part)) return [];
  const whole = textOf(value);
  const start = part.getStart() - value.getStart();
  const own = constantMutationsOf(part, textOf).map((mutation) => ({
    part,
    mutation,
    whole: whole.slice(0, start) + mutation.text + whole.slice(start + textOf(part).length),
  }));
  const inner: ConstantMutation[] = [];
  part.forEachChild((child) => void inner.push(...partsOf(child, value, textOf)));
  return [...own, ...inner];
}

function isLeftAlone(node: ts.Node): boolean {
  if (ts.isPropertyAssignment(node.parent) && node.parent.name === node) return true;
  return (
    ts.isTypeNode(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isDecorator(node)
  );
}

function runsLater(node: ts.Node): boolean {
  const isStatic =
    ts.isPropertyDeclaration(node) &&
    node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  return ts.isFunctionLike(node) || (ts.isPropertyDeclaration(node) && !isStatic);
}

/** A name that stands for its value, and not for a member, a parameter or itself. */
function isUsed(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return ts.isExpression(parent) || ts.isForOfStatement(parent) || ts.isReturnStatement(parent);
}

function isLoopBody(node: ts.Node): boolean {
  return ts.isIterationStatement(node.parent, false) && node.parent.statement === node;
}

/** A step that could be forgotten: a call or an assignment that is a statement. */
function isDroppable(node: ts.Node): boolean {
  if (!ts.isExpression(node) || !ts.isExpressionStatement(node.parent)) return false;
  const call = ts.isAwaitExpression(node) ? node.expression : node;
  if (ts.isCallExpression(call)) return call.expression.kind !== ts.SyntaxKind.SuperKeyword;
  return ts.isBinaryExpression(call) && call.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

/** The names around a node, outermost first: `EntraGuard.canActivate`. */
function placeOf(node: ts.Node): string {
  const names: string[] = [];
  for (let at = node.parent as ts.Node | undefined; at; at = at.parent as ts.Node | undefined) {
    const name = nameOf(at);
    if (name !== undefined) names.unshift(name);
  }
  return names.join('.');
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  const isNamed = ts.isFunctionLike(node) || ts.isClassDeclaration(node) || ts.isVariableDeclaration(node);
  return isNamed ? node.name?.getText() : undefined;
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
