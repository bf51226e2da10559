import { ApiCallError } from '../acquire-error.js';

/** @throws {@link ApiCallError} `CALL_RESPONSE_MALFORMED` */
export function parseBody(text: string, contentType: string | undefined): unknown {
  if (text === '') return undefined;
  if (!isJson(contentType)) return text;
  try {
    return JSON.parse(text);
  } catch {
    // the parser's message quotes the text: it may be personal data, so it goes nowhere
    throw new ApiCallError('CALL_RESPONSE_MALFORMED', 'the answer says that it is JSON, and is not.');
  }
}

const isJson = (contentType = '') => /^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType);
