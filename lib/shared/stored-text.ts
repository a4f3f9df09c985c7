/** Texts that people give and the store keeps, as zod reads them. Browser-safe. */
import { z } from 'zod';

/** PostgreSQL stores neither NUL nor halves of surrogate pairs. */
const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed();
const storable = z.string().refine(isStorable, 'holds characters that cannot be stored');

/** A text of at most this many characters, with the white space around it. */
export const storedText = (longest: number) => storable.max(longest);

/** A text without the white space around it. */
export const storedWords = (longest: number) => storable.trim().max(longest);

/** The same, but not empty. */
export const storedName = (longest: number) => storedWords(longest).min(1, 'must not be empty');

/** The id of something in the store. */
export const storedId = storedText(64).min(1, 'must not be empty');
