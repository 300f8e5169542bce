/* The words of secret_named.c: nouns that secrets go by, and what stands around them. */
#ifndef PROSED_SECRET_WORDS_H
#define PROSED_SECRET_WORDS_H

#include "core/text/secret_find.h"

enum secret_noun {
    SECRET_NO_NOUN,
    SECRET_PASSWORD,
    SECRET_CODE, /* a PIN, a one-time code, the code of a door */
    SECRET_KEY,
    SECRET_LOGIN,
    SECRET_CARD_CODE,
    SECRET_RECOVERY
};
enum secret_list {
    SECRET_VERBS,
    SECRET_FILLERS,
    SECRET_PREPOSITIONS,
    SECRET_OWNERS,
    SECRET_NO_VALUES,
    SECRET_JOINS_BACK,
    SECRET_KNOWN_NAMES,
    SECRET_CHANGED_TO,
    SECRET_CODES,       /* of something that opens, or of something else */
    SECRET_OTHER_CODES, /* in front of those: they are of something else */
    SECRET_ARTICLES,
    SECRET_NETWORK_KEYS,
    SECRET_NETWORKS
};

bool secret_word_is(const struct secret_word *word, enum secret_list list);
/* What opens with a code (a door, a phone), or sends one: in the word anywhere. */
bool secret_word_opens(const struct secret_word *word);
/* The noun that begins at words[0], the longest one, and how many words it has. */
enum secret_noun secret_noun_find(const struct secret_word *words, size_t count, size_t *used);

#endif
