import 'reflect-metadata';
import { Roles } from '../decorators/roles.decorator.js';
import { Scopes } from '../decorators/scopes.decorator.js';
import { requirementOf } from './requirement-of.js';

class Stock {
  @Roles('Stock.Read')
  forApplications() {
    return {};
  }

  @Scopes('Stock.Read')
  forUsers() {
    return {};
  }
}

describe('what a route needs', () => {
  const { forApplications, forUsers } = Stock.prototype;

  it('says nothing about callers that it does not name', () => {
    expect(requirementOf(forApplications, Stock)).toStrictEqual({
      kind: 'protected',
      application: { match: 'any', roles: ['Stock.Read'] },
    });
    expect(requirementOf(forUsers, Stock)).toStrictEqual({
      kind: 'protected',
      user: { scopes: ['Stock.Read'] },
    });
  });
});
