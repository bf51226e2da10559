import { parseBody } from './response-body.js';

describe('the body of an answer', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'Application/Problem+JSON'])(
    'is read as JSON where it says so: %s',
    (contentType) => {
      expect(parseBody('{"a":1}', contentType)).toEqual({ a: 1 });
    },
  );

  it.each(['text/plain', 'application/jsonp', 'text/json', undefined])(
    'stays text where it says something else, or nothing: %s',
    (contentType) => {
      expect(parseBody('{"a":1}', contentType)).toBe('{"a":1}');
    },
  );
});
