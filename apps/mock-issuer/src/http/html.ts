/** Markup that is safe to send: made by the `html` tag, or vouched for by name. */
export class Html {
  constructor(readonly markup: string) {}
}

type Insertable = string | number | Html | readonly Html[] | undefined | false;

/** Escapes every inserted value that is not markup itself. */
export function html(strings: TemplateStringsArray, ...values: Insertable[]): Html {
  const markup = strings.map((text, index) => text + insert(values[index])).join('');
  return new Html(markup);
}

function insert(value: Insertable): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map((part) => part.markup).join('');
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
