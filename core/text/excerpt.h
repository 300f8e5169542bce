/* The first words of a text on one line, for lists and evidence. */
#ifndef PROSED_EXCERPT_H
#define PROSED_EXCERPT_H

char *text_excerpt(const char *text); /* the caller frees */

#endif
