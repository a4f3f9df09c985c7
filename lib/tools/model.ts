/** What is known of a remote-management tool. Browser-safe. */
import { z } from 'zod';
import { slugOf } from '@/lib/hunts/model';

/** What a tool is for. `ide-tunnel` is a developer's tunnel; `admin` runs commands on other machines. */
const toolCategories = [
  'remote-access',
  'rmm',
  'admin',
  'tunnel',
  'ide-tunnel',
  'monitoring',
  'terminal',
  'file-transfer',
  'communication',
  'malware',
  'other',
] as const;
export type ToolCategory = (typeof toolCategories)[number];

const text = z.string().trim().min(1).max(200);
/** No line breaks and no marks of direction: facts are shown, and become KQL. */
const name = text.regex(/^[^\p{Cc}\p{Cf}]+$/u, 'must be one line of plain text');
const list = (item: z.ZodType<string, string>) =>
  z
    .array(item)
    .default([])
    .refine((items) => new Set(items.map((i) => i.toLowerCase())).size === items.length, 'must not repeat itself');
const names = list(name);
/** `anydesk.com`: no wildcard, scheme, path or port. A RemoteUrl with this host or one below it matches. */
const domains = list(
  z.string().regex(/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/, 'must be a domain in small letters, without wildcard, scheme, path or port'),
);
/** A file's name, without folder or wildcard. */
const files = list(name.regex(/^[^\\/*?[\]<>]+$/, 'must be a file’s name, without folder or wildcard'));

const toolFactsSchema = z.strictObject({
  name,
  /** Other names of it: earlier ones, or those of its editions. */
  aliases: names,
  vendor: name.nullable(),
  site: z.url().nullable(),
  category: z.enum(toolCategories),
  /** Its server is often the operator's own, so that its domains tell little. */
  selfHosted: z.boolean().default(false),
  /** Company names in version info that only this tool has. */
  companies: names,
  products: names,
  /** Signers of certificates that only this tool has. */
  signers: names,
  /** Signers of certificates that the vendor uses for its other products too. */
  vendorSigners: names,
  /** Programs that are the tool itself. */
  files,
  /** Programs around it: updaters, crash handlers, installers. */
  helpers: files,
  /** Beginnings of its programs’ names, if a version or a customer’s name follows. */
  filePrefixes: files,
  /** Parts of the path of its programs. */
  folders: list(name.regex(/^[^*?/]+$/, 'must be part of a Windows path, without wildcard')),
  domains,
  /** Hosts that carry its sessions. */
  relays: domains,
  /** True of this tool and of much other software: shown, but never hunted. */
  ordinary: z.strictObject({ companies: names, signers: names, files, domains }).partial().default({}),
  /** Slugs of tools that share facts with it, so that their hunts find its rows too. */
  related: list(z.string().regex(/^[\p{Ll}\p{Lo}\p{N}-]+$/u)),
  /** The collections that the facts come from; docs/NOTICE.md has their licences. */
  sources: z.array(z.enum(['LOLRMM', 'jischell-msft', 'jschell'])).min(1),
  note: text.max(500).optional(),
});

export type ToolFacts = z.output<typeof toolFactsSchema> & {
  /** `anydesk`, as in URLs. */
  slug: string;
};

/** The facts as the API answers them. */
export const shownFactsSchema = toolFactsSchema.extend({ slug: z.string() });

/** Parses the facts of one tool. Throws a ZodError. */
export function parseToolFacts(json: unknown): ToolFacts {
  const facts = toolFactsSchema.parse(json);
  return { ...facts, slug: slugOf(facts.name) };
}
