/** As much of a browser as a sign-in needs. It keeps cookies and presses the buttons of the stand-in's pages. */
import { type Response, request } from './request';

export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly ca: string) {}

  /**
   * Opens an authorize address and signs a user in. Gives the address to which the application's answer is sent, with a code or an
   * error. Throws where the sign-in ends on a page instead.
   */
  async signIn(authorizeUrl: string, user: string, { verify = true } = {}): Promise<URL> {
    let response = await this.open(authorizeUrl);
    if (response.body.includes('name="user"')) response = await this.press(authorizeUrl, `user=${user}`);
    if (verify && response.body.includes('name="verified"')) response = await this.press(authorizeUrl, 'verified=yes');
    const { location } = response.headers;
    if (typeof location !== 'string') throw new Error(`It ends on a page: ${/<h1>(.*?)<\/h1>/.exec(response.body)?.[1]}`);
    return new URL(location);
  }

  open(url: string): Promise<Response> {
    return this.send(url, { method: 'GET' });
  }

  private press(url: string, body: string): Promise<Response> {
    return this.send(url, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  }

  private async send(
    url: string,
    options: { method: string; body?: string; headers?: Record<string, string> },
  ): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await request(url, { ...options, ca: this.ca, headers: { ...options.headers, cookie } });
    for (const line of [response.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    return response;
  }
}
