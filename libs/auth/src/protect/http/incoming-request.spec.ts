import { rawRequestOf, routeOf } from './incoming-request.js';

const rawHeaders = ['Host', 'api.test'];

describe("a request's headers", () => {
  it("are Node's own, on Fastify as on Express", () => {
    expect(rawRequestOf({ method: 'GET', raw: { rawHeaders } }).rawHeaders).toBe(rawHeaders);
    expect(rawRequestOf({ method: 'GET', rawHeaders }).rawHeaders).toBe(rawHeaders);
  });

  it('are none where somebody hands over something else', () => {
    expect(rawRequestOf({ method: 'GET' }).rawHeaders).toEqual([]);
  });
});

describe("a request's route", () => {
  it.each([
    [{ method: 'GET', routeOptions: { url: '/stock/:sku' } }, 'GET /stock/:sku'],
    [{ method: 'PUT', route: { path: '/stock/:sku' } }, 'PUT /stock/:sku'],
    [{ method: 'GET', route: { path: /^\/stock/ } }, 'GET (unknown)'],
    [{ method: 'GET' }, 'GET (unknown)'],
  ])('is told as a pattern: %#', (request, route) => {
    expect(routeOf(request)).toBe(route);
  });
});
