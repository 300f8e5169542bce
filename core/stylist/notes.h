/* Inside the stylist: what its notes share with what is written from them. */
#ifndef PROSED_NOTES_H
#define PROSED_NOTES_H

#include "core/stylist/reading.h"

#define NOTES_TO    "to: "
#define NOTES_FROM  "from: "
#define NOTES_TIMES " \xc3\x97" /* behind a small number: three × files */

/* Whether the word is a small number that could be written the other way, "3" or "three". */
bool numerals_is_choice(const struct reading *reading, const struct word *word);

#endif
