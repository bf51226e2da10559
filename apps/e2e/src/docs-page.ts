import { type Browser, type Page } from 'playwright-core';

/** What Swagger UI shows of an answer. */
export interface ShownAnswer {
  readonly status: string;
  readonly body: string;
}

const patienceMs = 30_000;

/** Fulfillment's `/docs` in a browser window of its own, as somebody uses it who has just found it. */
export class DocsPage {
  private constructor(private readonly page: Page) {}

  static async open(browser: Browser, url: string): Promise<DocsPage> {
    const context = await browser.newContext();
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    await page.goto(url);
    return new DocsPage(page);
  }

  /** Presses Authorize and picks an account in the window that opens. */
  async signIn(account: string): Promise<void> {
    await this.page.click('button.authorize');
    const opened = this.page.waitForEvent('popup');
    await this.page.click('.auth-btn-wrapper button.authorize');
    const popup = await opened;
    await popup.click(`[data-account=${account}]`);
    await this.page.waitForSelector('.auth-btn-wrapper button:has-text("Logout")');
    await this.page.click('button.btn-done');
  }

  /** Places an order by the form that the page makes of the description. */
  async placeOrder(idempotencyKey: string, body: unknown): Promise<ShownAnswer> {
    const operation = this.page.locator('.opblock-post', {
      has: this.page.locator('[data-path="/orders"]'),
    });
    await operation.locator('.opblock-summary-control').click();
    await operation.getByPlaceholder('Idempotency-Key').fill(idempotencyKey);
    await operation.locator('textarea.body-param__text').fill(JSON.stringify(body));
    await operation.locator('button.execute').click();
    const answer = operation.locator('.live-responses-table .response').first();
    await answer.waitFor();
    return {
      status: (await answer.locator('.response-col_status').innerText()).trim(),
      body: await answer.locator('.highlight-code, .microlight').first().innerText(),
    };
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
