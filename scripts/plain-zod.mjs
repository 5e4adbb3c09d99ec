// Zod without the code that it generates for each schema: it pays off after many objects, and a start of the program reads a few.
import * as z from 'zod/v4';

z.config({ jitless: true });

export * from 'zod/v4';
